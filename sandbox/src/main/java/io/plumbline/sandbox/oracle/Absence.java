package io.plumbline.sandbox.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.rest.JsonApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A time in which a vendor let nobody list its records, as it remembers it.
 *
 * @param lastListed the last listing it answered before
 * @param listedAgain the first listing it answered afterwards
 */
public record Absence(
    Instant from, Instant until, Optional<Instant> lastListed, Optional<Instant> listedAgain) {

  /** All that a vendor remembers, through its control API. */
  public static List<Absence> read(JsonApi vendor) {
    List<Absence> absences = new ArrayList<>();
    vendor.get("/sandbox/absences").path("items").forEach(item -> absences.add(of(item)));
    return absences;
  }

  private static Absence of(JsonNode item) {
    return new Absence(
        Instant.parse(item.path("from").asText()),
        Instant.parse(item.path("until").asText()),
        instant(item.path("lastListed")),
        instant(item.path("listedAgain")));
  }

  private static Optional<Instant> instant(JsonNode node) {
    return node.isTextual() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
  }
}
