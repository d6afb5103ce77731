package io.plumbline.engine.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.Arrival;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Confirmed;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.Page;
import io.plumbline.engine.connector.Quoted;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.connector.Throttle;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.connector.Webhook;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Reading;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Speaks to the test vendor: creates by POST, updates by PATCH, finds by reference. */
final class TestConnector implements Connector {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(2))
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final Connection connection;
  private final Throttle throttle;

  TestConnector(Connection connection, Throttle throttle) {
    this.connection = connection;
    this.throttle = throttle;
  }

  @Override
  public Optional<RawRecord> fetch(String externalId) {
    return record(call("GET", "/records/" + externalId, "", Kind.TRANSIENT));
  }

  @Override
  public Optional<RawRecord> find(String reference) {
    return record(call("GET", "/records?reference=" + reference, "", Kind.TRANSIENT));
  }

  private static Optional<RawRecord> record(JsonNode body) {
    return body.has("id")
        ? Optional.of(
            new RawRecord(
                body.path("id").asText(),
                "record",
                Instant.parse(body.path("modified").asText()),
                body.toString().getBytes(StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  @Override
  public Understood understand(String topic, byte[] body) throws Unusable {
    try {
      JsonNode record = JSON.readTree(body);
      Instant modified = Instant.parse(record.path("modified").asText());
      return new Understood.Readings(
          List.of(
              new Reading(
                  record.path("id").asText(),
                  Set.of(),
                  modified,
                  modified,
                  false,
                  World.content(record.path("total").asText()),
                  "test/record@1")));
    } catch (IOException e) {
      throw new Unusable("expected JSON", e);
    }
  }

  @Override
  public List<Step> plan(Desired desired, Optional<Reading> current) {
    String total = total(desired.content());
    if (current.isPresent() && total(current.get().content()).equals(total)) {
      return List.of();
    }
    ObjectNode sent = JsonNodeFactory.instance.objectNode().put("commercial.total", total);
    ObjectNode call =
        JsonNodeFactory.instance
            .objectNode()
            .put("method", current.isPresent() ? "PATCH" : "POST")
            .put("path", current.map(is -> "/records/" + is.externalId()).orElse("/records"));
    call.putObject("body").put("reference", desired.reference()).put("total", total);
    return List.of(new Step("write record", desired.reference(), call, sent));
  }

  static String total(Content content) {
    ObjectNode commercial = content.facets().get("commercial");
    return commercial == null ? "" : commercial.path("total").asText();
  }

  @Override
  public Confirmed send(Step step) {
    JsonNode call = step.call();
    JsonNode answer =
        call(
            call.path("method").asText(),
            call.path("path").asText(),
            call.path("body").toString(),
            Kind.UNKNOWN);
    return new Confirmed(Optional.of(answer.path("id").asText()), true);
  }

  private JsonNode call(String method, String path, String body, Kind whenSilent) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(connection.url() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .timeout(connection.timeout())
            .build();
    try (Throttle.Slot _ = throttle.take(1)) {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      return switch (response.statusCode()) {
        case 200 -> JSON.readTree(response.body());
        case 409 -> throw new CallFailed(Kind.CONFLICT, "the record changed");
        case 422 ->
            throw new CallFailed(Kind.REJECTED, "expected a known item, found none.")
                .quoting(
                    Quoted.of(
                        "No such item for Zoë QUACKENBUSH (zoe.q@example.test), says Ada Other"));
        case 401 -> throw new CallFailed(Kind.CONFIGURATION, "the token was refused");
        case 429 ->
            throw new CallFailed(Kind.THROTTLED, "too many requests", Duration.ofSeconds(7), null);
        case 503 -> throw new CallFailed(Kind.CONNECTION, "the vendor is away");
        default -> throw new CallFailed(Kind.TRANSIENT, "found " + response.statusCode());
      };
    } catch (ConnectException e) {
      throw new CallFailed(Kind.CONNECTION, "nobody listens", null, e);
    } catch (IOException e) {
      throw new CallFailed(whenSilent, "no answer", null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailed(whenSilent, "interrupted", null, e);
    }
  }

  @Override
  public Arrival receive(Webhook webhook) {
    throw new UnsupportedOperationException("the test vendor sends none");
  }

  @Override
  public Page changedSince(Cursor cursor) {
    throw new UnsupportedOperationException("tests do not poll");
  }

  @Override
  public Page listing(Optional<String> resume) {
    throw new UnsupportedOperationException("tests do not list");
  }

  @Override
  public List<String> mappings() {
    return List.of();
  }
}
