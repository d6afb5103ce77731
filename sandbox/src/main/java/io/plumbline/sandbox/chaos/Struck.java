package io.plumbline.sandbox.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.oracle.Outage;
import io.plumbline.sandbox.rest.JsonApi;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A blow that fell.
 *
 * @param until when it was over
 * @param caughtUp when our services had caught up with it
 * @param heldUpBy what was last to be caught up with, or never was
 */
public record Struck(
    Blow blow, Instant from, Instant until, Optional<Instant> caughtUp, List<String> heldUpBy) {

  public Struck {
    heldUpBy = List.copyOf(heldUpBy);
  }

  /** When our whole work stood still because of it, if it did. */
  Optional<Outage> standstill(Instant end) {
    return blow.stopsAll() ? Optional.of(new Outage(from, caughtUp.orElse(end))) : Optional.empty();
  }

  /** As the terminal tells it. */
  public String words() {
    return "%s for %s s, %s"
        .formatted(
            blow.words(),
            seconds(from, until),
            caughtUp
                .map(at -> "caught up %s s later".formatted(seconds(until, at)))
                .orElse("never caught up with"));
  }

  /** As the timeline of the scoreboard has it. */
  public ObjectNode json() {
    ObjectNode json = JsonApi.JSON.createObjectNode();
    json.put("kind", blow.kind().id()).put("on", blow.on());
    json.put("from", from.toString()).put("until", until.toString());
    caughtUp.ifPresent(at -> json.put("caughtUp", at.toString()));
    json.set("heldUpBy", JsonApi.JSON.valueToTree(heldUpBy));
    return json;
  }

  private static BigDecimal seconds(Instant from, Instant until) {
    return BigDecimal.valueOf(Duration.between(from, until).toMillis(), 3)
        .setScale(1, RoundingMode.HALF_UP);
  }
}
