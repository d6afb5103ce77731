package io.plumbline.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which faults strike how often, and when the vendor is away.
 *
 * @param slow the most that a slow answer waits
 * @param timeout how long a caller of a timed-out write is left waiting
 * @param late the most by which a late effect is late
 * @param lateAtLeast the least; a tenth of the most, unless it is told
 * @param webhookDelay the most by which a delayed webhook is late
 */
public record FaultPlan(
    Map<Fault, Double> chances,
    @Nullable Down down,
    Duration slow,
    Duration timeout,
    Duration late,
    Duration lateAtLeast,
    Duration webhookDelay) {
  private static final Duration SLOW = Duration.ofMillis(1_500);
  // A second beyond the hard request timeout that clients of the sandbox use.
  private static final Duration TIMEOUT = Duration.ofSeconds(6);
  // Below a client's timeout and settle time together, or no reading back could ever be trusted.
  private static final Duration LATE = Duration.ofSeconds(7);
  private static final Duration WEBHOOK_DELAY = Duration.ofSeconds(3);

  static final FaultPlan NONE =
      new FaultPlan(Map.of(), null, SLOW, TIMEOUT, LATE, LATE.dividedBy(10), WEBHOOK_DELAY);

  public FaultPlan {
    chances = Map.copyOf(chances);
    double all = chances.values().stream().mapToDouble(Double::doubleValue).sum();
    if (chances.values().stream().anyMatch(chance -> chance < 0 || chance > 1)) {
      throw new IllegalArgumentException("a probability lies between 0 and 1, not " + chances);
    }
    if (all > chances.size()) {
      throw new IllegalArgumentException("the probabilities add up to " + all);
    }
  }

  /** A time in which the vendor answers nobody, or nobody who lists: connections closed, or 503. */
  public record Down(Instant from, Instant until, boolean refusing, boolean listingsOnly) {
    boolean covers(Instant now) {
      return !now.isBefore(from) && now.isBefore(until);
    }
  }

  /**
   * Reads {@code {"probability":p,"kinds":[…]}}, where p is the chance of one fault or another, or
   * {@code {"kinds":{"throttle":0.1}}} with a chance for each.
   */
  static FaultPlan read(JsonNode json, Instant now) {
    Duration late = duration(json, "late", LATE);
    return new FaultPlan(
        chances(json),
        Optional.of(json.path("down"))
            .filter(JsonNode::isObject)
            .map(node -> down(node, now))
            .orElse(null),
        duration(json, "slow", SLOW),
        duration(json, "timeout", TIMEOUT),
        late,
        duration(json, "lateAtLeast", late.dividedBy(10)),
        duration(json, "webhookDelay", WEBHOOK_DELAY));
  }

  private static Map<Fault, Double> chances(JsonNode json) {
    Map<Fault, Double> chances = new EnumMap<>(Fault.class);
    JsonNode kinds = json.path("kinds");
    if (kinds.isObject()) {
      kinds.properties().forEach(e -> chances.put(Fault.of(e.getKey()), e.getValue().asDouble()));
      return chances;
    }
    kinds.forEach(kind -> chances.put(Fault.of(kind.asText()), 0.0));
    double chance = json.path("probability").asDouble(0);
    // Requests and webhooks are struck separately, so each share is taken among its own kind.
    long webhookKinds = chances.keySet().stream().filter(Fault::strikesWebhook).count();
    long requestKinds = chances.size() - webhookKinds;
    chances.replaceAll(
        (fault, _) -> chance / (fault.strikesWebhook() ? webhookKinds : requestKinds));
    return chances;
  }

  private static Down down(JsonNode json, Instant now) {
    Instant from = Json.text(json, "from").map(text -> moment(text, now)).orElse(now);
    Instant until = from.plus(duration(json, "for", Duration.ofSeconds(10)));
    boolean refusing = !"503".equals(Json.text(json, "mode").orElse("refuse"));
    return new Down(
        from, until, refusing, "listings".equals(Json.text(json, "what").orElse("everything")));
  }

  /** An instant, or a duration from now on. */
  private static Instant moment(String text, Instant now) {
    return text.startsWith("P") ? now.plus(Duration.parse(text)) : Instant.parse(text);
  }

  /** ISO text, or a number of milliseconds. */
  private static Duration duration(JsonNode json, String field, Duration whenAbsent) {
    return Json.text(json, field)
        .map(t -> t.startsWith("P") ? Duration.parse(t) : Duration.ofMillis(Long.parseLong(t)))
        .orElse(whenAbsent);
  }
}
