package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Answer;
import io.plumbline.connectors.http.AuthorizedCaller;
import io.plumbline.connectors.http.Body;
import io.plumbline.connectors.http.Call;
import io.plumbline.connectors.http.Effect;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connection.Connection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The record and query endpoints; every call takes one of the account's concurrency slots. */
final class NetSuiteApi {

  private static final String RECORDS = "/services/rest/record/v1/";
  private static final String QUERY = "/services/rest/query/v1/suiteql";
  private static final int ONE_SLOT = 1;

  private final URI url;
  private final AuthorizedCaller caller;
  private final NetSuiteErrors errors;

  NetSuiteApi(Connection connection, AuthorizedCaller caller, Duration pauseUnlessTold) {
    this.url = connection.url();
    this.caller = caller;
    this.errors = new NetSuiteErrors(connection.name(), pauseUnlessTold);
  }

  /** A record with its sublists, by internal id or {@code eid:…}; empty where there is none. */
  Optional<Answer> record(String type, String id) {
    var uri = url.resolve(RECORDS + type + "/" + id + "?expandSubResources=true");
    var call = new Call("GET", uri, Effect.READ_ONE, Map.of(), Optional.empty());
    var answer = caller.send(call, ONE_SLOT);
    if (answer.status() == 404 || isAbsent(answer)) {
      return Optional.empty();
    }
    return Optional.of(succeeded(call, answer, MissingNode.getInstance()));
  }

  private static boolean isAbsent(Answer answer) {
    var code = answer.body().path("o:errorDetails").path(0).path("o:errorCode").asText("");
    return !answer.succeeded() && code.equalsIgnoreCase("RCRD_DSNT_EXIST");
  }

  /** Rows of a query; SuiteQL gives every column as text. */
  JsonNode query(String sql, int limit) {
    var uri = url.resolve(QUERY + "?limit=" + limit + "&offset=0");
    var body = Json.object().put("q", sql);
    // "transient" is what makes NetSuite run the query at once.
    return send("POST", uri, Effect.READ, Map.of("Prefer", "transient"), body).body();
  }

  /** Writes and gives the internal id that the answer names. */
  Optional<String> write(String method, String pathAndQuery, ObjectNode body) {
    var uri = url.resolve(RECORDS + pathAndQuery);
    var answer = send(method, uri, Effect.WRITE, Map.of(), body);
    return answer.headers().firstValue("Location").map(NetSuiteApi::lastSegment);
  }

  static String externalId(String reference) {
    return "eid:" + URLEncoder.encode(reference, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String lastSegment(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private Answer send(
      String method, URI uri, Effect effect, Map<String, String> headers, JsonNode body) {
    Optional<Body> sent = method.equals("DELETE") ? Optional.empty() : Optional.of(Body.json(body));
    var call = new Call(method, uri, effect, headers, sent);
    return succeeded(call, caller.send(call, ONE_SLOT), body);
  }

  private Answer succeeded(Call call, Answer answer, JsonNode sent) {
    if (answer.succeeded()) {
      return answer;
    }
    var failure = errors.failed(call, answer, sent);
    failure.retryAfter().ifPresent(caller::pause);
    throw failure;
  }
}
