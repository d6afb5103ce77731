package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.http.Server;
import io.plumbline.sandbox.oracle.Absence;
import io.plumbline.sandbox.oracle.Histories;
import io.plumbline.sandbox.oracle.Oracle;
import io.plumbline.sandbox.oracle.Silences;
import io.plumbline.sandbox.oracle.Unit;
import io.plumbline.sandbox.rest.JsonApi;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Opens a finding for all that outlived the window, in the shape of the real service's API. */
final class FakeReconciler implements AutoCloseable {
  static final Duration WINDOW = Duration.ofSeconds(1);
  static final Duration SILENT_AFTER = Duration.ofSeconds(3);

  private final JsonApi shop;
  private final JsonApi books;
  private final Clock clock = Clock.systemUTC();
  private final Map<String, ObjectNode> findings = new LinkedHashMap<>();
  private final Server server;

  FakeReconciler(JsonApi shop, JsonApi books) throws IOException {
    this.shop = shop;
    this.books = books;
    this.server = new Server(0, this::handle);
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  @Override
  public void close() {
    server.close();
  }

  private synchronized Answer handle(Request request) {
    ObjectNode answer = JsonApi.JSON.createObjectNode();
    return switch (request.segments().getLast()) {
      case "status" -> Answer.ok(answer.put("lag", 0).put("pendingDeadlines", 0));
      case "summary" -> {
        answer.putObject("windows").put("shopify-eu→netsuite", WINDOW.toMillis());
        answer.putObject("exposure").put("GBP", "1.00");
        yield Answer.ok(answer);
      }
      default -> {
        look();
        answer.putArray("items").addAll(List.copyOf(findings.values()));
        yield Answer.ok(answer.putNull("next"));
      }
    };
  }

  private void look() {
    Instant now = clock.instant();
    Histories histories = Histories.read("shopify-eu", shop, "netsuite", books);
    new Oracle(new Oracle.Windows(WINDOW, WINDOW), List.of(), List.of(), now)
        .units(histories.orders()).stream()
            .filter(unit -> unit.counted().compareTo(WINDOW) > 0)
            .forEach(unit -> findings.computeIfAbsent(id(unit), id -> finding(id, unit, now)));
    new Silences(SILENT_AFTER, List.of(), now)
        .units("shopify-eu", Absence.read(shop)).stream()
            .filter(unit -> unit.counted().compareTo(SILENT_AFTER) > 0)
            .forEach(unit -> findings.put(id(unit), silence(unit, now)));
  }

  /** The storefront is read by a stand-in without any polls, so both times are the vendor's. */
  private static ObjectNode silence(Unit unit, Instant now) {
    ObjectNode finding = finding(id(unit), unit, now);
    finding.put("key", unit.wrong()).put("state", unit.over() ? "resolved" : "open");
    ObjectNode verdict = finding.putObject("verdict").put("connection", unit.wrong());
    verdict.put("expected", "heard within " + SILENT_AFTER).put("actual", "since " + unit.from());
    return finding;
  }

  private static String id(Unit unit) {
    return "%s-%s-%s-%s"
        .formatted(unit.kind().id(), unit.storefrontId(), unit.field(), unit.from().toEpochMilli());
  }

  private static ObjectNode finding(String id, Unit unit, Instant now) {
    ObjectNode finding = JsonApi.JSON.createObjectNode();
    finding.put("id", id).put("flow", "order").put("kind", unit.kind().id());
    finding.put("key", "shopify-eu:" + unit.storefrontId()).put("connection", unit.wrong());
    finding.put("field", unit.field()).put("state", "open");
    finding.put("observedAt", unit.from().toString());
    finding.put("windowEndedAt", unit.from().plus(WINDOW).toString());
    Unit.Values values = unit.values().getLast();
    finding
        .putObject("verdict")
        .put("connection", unit.wrong())
        .put("expected", values.expected())
        .put("actual", values.actual());
    finding.putObject("cause").put("family", unit.causes().iterator().next());
    finding
        .putObject("exposure")
        .put("amount", values.stake().amount().toPlainString())
        .put("currency", values.stake().currency());
    finding.putObject("externalIds").putArray("shopify-eu").add(unit.storefrontId());
    return finding.put("changedAt", now.toString());
  }
}
