package io.plumbline.sandbox.scoreboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A finding as the reconciler's REST API shows it; only what the score needs. */
public record Finding(
    String id,
    String kind,
    String key,
    String connection,
    String field,
    String state,
    Optional<Instant> observedAt,
    Optional<Instant> windowEndedAt,
    String expected,
    String actual,
    String cause,
    BigDecimal exposure,
    String currency,
    Set<String> recordIds,
    String changedAt) {

  public Finding {
    recordIds = Set.copyOf(recordIds);
  }

  static Finding of(JsonNode json) {
    JsonNode verdict = json.path("verdict");
    JsonNode exposure = json.path("exposure");
    return new Finding(
        json.path("id").asText(),
        json.path("kind").asText(),
        json.path("key").asText(),
        json.path("connection").asText(),
        json.path("field").asText(),
        json.path("state").asText(),
        instant(json.path("observedAt")),
        instant(json.path("windowEndedAt")),
        verdict.path("expected").asText(),
        verdict.path("actual").asText(),
        json.path("cause").path("family").asText(),
        new BigDecimal(exposure.path("amount").asText("0")),
        exposure.path("currency").asText(""),
        recordIds(json),
        json.path("changedAt").asText());
  }

  public boolean isOpen() {
    return state.equals("open") || state.equals("acknowledged");
  }

  /** Whether the finding is about this sale: an order of a shop. */
  boolean concerns(String sale) {
    return recordIds.contains(sale);
  }

  /** In words for people, `staleOverwrite` is `stale overwrite`. */
  public String causeInWords() {
    return cause.equals("editedOutside")
        ? "edited outside the flow"
        : cause.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static Optional<Instant> instant(JsonNode node) {
    return node.isTextual() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
  }

  /** Connection and id of every record behind the finding; the key is one of them. */
  private static Set<String> recordIds(JsonNode json) {
    Set<String> ids = new TreeSet<>();
    ids.add(json.path("key").asText());
    for (Map.Entry<String, JsonNode> entry : json.path("externalIds").properties()) {
      entry.getValue().forEach(id -> ids.add(entry.getKey() + ":" + id.asText()));
    }
    return ids;
  }
}
