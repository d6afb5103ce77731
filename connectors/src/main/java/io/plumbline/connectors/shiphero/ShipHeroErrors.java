package io.plumbline.connectors.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.http.Answer;
import io.plumbline.connectors.http.Effect;
import io.plumbline.connectors.http.Settings;
import io.plumbline.connectors.http.VendorError;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What ShipHero's errors mean. They have a code for the limit, and words for everything else. */
final class ShipHeroErrors {

  private static final int NO_CREDITS = 30;

  private static final Pattern TIME =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(second|minute|hour)", Pattern.CASE_INSENSITIVE);

  private static final Pattern BROKEN =
      Pattern.compile("internal (server )?error|unexpected error|timed? ?out");

  private static final Pattern ABSENT = Pattern.compile("not found|does ?n[o']t exist|no order");

  private final String connection;
  private final double perSecond;
  private final Duration pauseUnlessTold;

  ShipHeroErrors(Settings settings) {
    this.connection = settings.connection().name();
    this.perSecond = settings.number("budget-per-second", 60, 1, 1_000_000);
    this.pauseUnlessTold = settings.duration("throttle-pause", Duration.ofSeconds(1));
  }

  /** Credits that are left, and how they come back. */
  record Budget(double available, double most, double perSecond) {}

  static boolean isThrottle(JsonNode error) {
    return error.path("code").asInt(0) == NO_CREDITS;
  }

  /** Nobody calls before the vendor's own time is over. */
  CallFailed throttled(String operation, JsonNode error) {
    var pause =
        time(error.path("time_remaining").asText(""))
            .or(() -> time(error.path("message").asText("")))
            .or(() -> untilRestored(error))
            .orElse(pauseUnlessTold);
    return new CallFailed(
        Kind.THROTTLED, "%s: %s lacks credits.".formatted(connection, operation), pause, null);
  }

  Optional<Budget> budget(JsonNode error) {
    var left = error.path("remaining_credits");
    var most = error.path("max_available");
    return left.isNumber() && most.isNumber()
        ? Optional.of(new Budget(left.asDouble(), most.asDouble(), perSecond))
        : Optional.empty();
  }

  /** Its words tell what is to be done, and are for nobody else. */
  CallFailed refused(String operation, Answer answer, Effect effect, JsonNode sent) {
    var error = VendorError.in(answer.body());
    var words = error.quoted().words();
    return new CallFailed(
            kind(answer, words, effect, sent),
            "%s: %s answered %d%s%s."
                .formatted(
                    connection, operation, answer.status(), error.told(), culprit(sent, words)))
        .quoting(error.quoted());
  }

  /** Whether a read was refused because there is no such record. */
  static boolean isAbsent(CallFailed failure) {
    return (failure.kind() == Kind.CONFIGURATION || failure.kind() == Kind.REJECTED)
        && failure.quoted().filter(said -> ABSENT.matcher(lower(said.words())).find()).isPresent();
  }

  private static Kind kind(Answer answer, String words, Effect effect, JsonNode sent) {
    if (BROKEN.matcher(lower(words)).find()) {
      return effect.unanswered();
    }
    return switch (effect) {
      case READ -> Kind.CONFIGURATION;
      // A document that is refused as a whole has errors without a path.
      case READ_ONE ->
          answer.body().path("errors").path(0).path("path").isEmpty()
              ? Kind.CONFIGURATION
              : Kind.REJECTED;
      case WRITE -> refusal(answer.status(), words, sent);
    };
  }

  private static Kind refusal(int status, String words, JsonNode sent) {
    // A write to an order that is gone: read again, plan again.
    var gone = status == 404 || ABSENT.matcher(lower(words)).find();
    return gone && culprit(sent, words).isEmpty() && sent.path("data").has("order_id")
        ? Kind.CONFLICT
        : Kind.REJECTED;
  }

  /** An item that the refusal names is one that the warehouse does not know. */
  private static String culprit(JsonNode sent, String words) {
    for (var line : sent.path("data").path("line_items")) {
      var sku = line.path("sku").asText("");
      if (!sku.isEmpty()
          && ABSENT.matcher(lower(words)).find()
          && Pattern.compile("(?<![\\w-])" + Pattern.quote(sku) + "(?![\\w-])")
              .matcher(words)
              .find()) {
        return ": unknown SKU '" + sku + "'";
      }
    }
    return "";
  }

  private Optional<Duration> untilRestored(JsonNode error) {
    var lacking =
        error.path("required_credits").asDouble(0) - error.path("remaining_credits").asDouble(0);
    return lacking > 0
        ? Optional.of(Duration.ofMillis((long) Math.ceil(1_000 * lacking / perSecond)))
        : Optional.empty();
  }

  /** Every part of it, as in {@code 1 minute 30 seconds}. */
  private static Optional<Duration> time(String text) {
    List<Duration> parts = new ArrayList<>();
    var match = TIME.matcher(text);
    while (match.find()) {
      var millis = new java.math.BigDecimal(match.group(1)).movePointRight(3).longValue();
      parts.add(Duration.ofMillis(millis).multipliedBy(seconds(match.group(2))));
    }
    return parts.stream().reduce(Duration::plus);
  }

  private static int seconds(String unit) {
    return switch (lower(unit)) {
      case "hour" -> 3_600;
      case "minute" -> 60;
      default -> 1;
    };
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
