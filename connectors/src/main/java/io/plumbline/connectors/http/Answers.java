package io.plumbline.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Tells what an HTTP status means for the connection, the same for every vendor. */
final class Answers {

  private final String connection;
  private final Clock clock;

  Answers(String connection, Clock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  Answer judge(Call call, HttpResponse<byte[]> response) {
    var status = response.statusCode();
    if (status == 429) {
      throw failed(Kind.THROTTLED, call, response, retryAfter(response));
    }
    if (status == 401 || (status == 403 && call.effect() != Effect.READ_ONE)) {
      throw failed(Kind.CONFIGURATION, call, response, null);
    }
    if (status >= 300 && status < 400) {
      throw failed(Kind.CONFIGURATION, call, response, null);
    }
    if (status == 503 && retryAfter(response) != null) {
      throw failed(Kind.CONNECTION, call, response, retryAfter(response));
    }
    if (status == 408 || status >= 500) {
      throw failed(call.effect().unanswered(), call, response, null);
    }
    return new Answer(status, response.headers(), body(call, response));
  }

  private JsonNode body(Call call, HttpResponse<byte[]> response) {
    if (response.body().length == 0) {
      return MissingNode.getInstance();
    }
    var body = Json.lenient(response.body());
    if (body.isMissingNode() && response.statusCode() < 300) {
      throw new CallFailed(
          call.effect().unanswered(),
          "%s: %s answered %d with a body that is not JSON."
              .formatted(connection, call.label(), response.statusCode()));
    }
    return body;
  }

  private CallFailed failed(
      Kind kind, Call call, HttpResponse<byte[]> response, @Nullable Duration retryAfter) {
    var error = VendorError.in(Json.lenient(response.body()));
    var message =
        "%s: %s answered %d%s."
            .formatted(connection, call.label(), response.statusCode(), error.told());
    return new CallFailed(kind, message, retryAfter, null).quoting(error.quoted());
  }

  private @Nullable Duration retryAfter(HttpResponse<?> response) {
    return response.headers().firstValue("Retry-After").map(this::pause).orElse(null);
  }

  private @Nullable Duration pause(String retryAfter) {
    try {
      if (retryAfter.chars().allMatch(c -> Character.isDigit(c) || c == '.')) {
        // Shopify sends fractions of a second, such as 2.0.
        return Duration.ofMillis(
            new java.math.BigDecimal(retryAfter).movePointRight(3).longValue());
      }
      var until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter));
      var pause = Duration.between(clock.instant(), until);
      return pause.isNegative() ? Duration.ZERO : pause;
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }
}
