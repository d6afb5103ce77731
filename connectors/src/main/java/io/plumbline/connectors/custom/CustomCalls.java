package io.plumbline.connectors.custom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Answer;
import io.plumbline.connectors.http.Body;
import io.plumbline.connectors.http.Call;
import io.plumbline.connectors.http.Effect;
import io.plumbline.connectors.http.LimitedCaller;
import io.plumbline.connectors.http.VendorError;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Calls that system within its budget: signed, and with a token where one is configured. */
final class CustomCalls {

  private static final int ONE = 1;

  private final Connection connection;
  private final LimitedCaller caller;
  private final Clock clock;

  CustomCalls(Connection connection, LimitedCaller caller, Clock clock) {
    this.connection = connection;
    this.caller = caller;
    this.clock = clock;
  }

  /** What stands there; empty where nothing does. */
  Optional<JsonNode> read(String path, Effect effect) {
    var answer = send("GET", uri(path), effect, Map.of(), Optional.empty());
    if (answer.status() == 404) {
      return Optional.empty();
    }
    return Optional.of(succeeded(answer).body());
  }

  /**
   * Sends a write under a name that says the same for every attempt.
   *
   * @param id lets the receiver know a repetition
   */
  JsonNode write(String path, String id, ObjectNode json) {
    var body = Body.json(json);
    var headers = new HashMap<String, String>();
    headers.put("Idempotency-Key", id);
    headers.putAll(
        StandardSignature.headers(
            signingSecret(),
            id,
            clock.instant().getEpochSecond(),
            body.text().getBytes(StandardCharsets.UTF_8)));
    return succeeded(send("POST", uri(path), Effect.WRITE, headers, Optional.of(body))).body();
  }

  private String signingSecret() {
    return connection.secretsPresent("signing-secret").stream()
        .findFirst()
        .orElseThrow(() ->
            new CallFailed(
                Kind.CONFIGURATION,
                "plumbline.connections.%s.secrets.signing-secret: expected what the receiver checks our signature with, found none."
                    .formatted(connection.name())));
  }

  private Answer send(
      String method, URI uri, Effect effect, Map<String, String> headers, Optional<Body> body) {
    var all = new HashMap<>(headers);
    connection
        .secretsPresent("access-token")
        .forEach(token -> all.put("Authorization", "Bearer " + token));
    return caller.send(new Call(method, uri, effect, all, body), ONE);
  }

  private Answer succeeded(Answer answer) {
    if (answer.succeeded()) {
      return answer;
    }
    var kind = answer.status() == 409 || answer.status() == 412 ? Kind.CONFLICT : Kind.REJECTED;
    var error = VendorError.in(answer.body());
    throw new CallFailed(
            kind,
            "%s: the record was refused with %d%s."
                .formatted(connection.name(), answer.status(), error.told()))
        .quoting(error.quoted());
  }

  private URI uri(String path) {
    var base = connection.url().toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }
}
