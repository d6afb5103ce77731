package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.fault.Control;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.journal.Journal;
import io.plumbline.sandbox.netsuite.Erp.Done;
import io.plumbline.sandbox.netsuite.Erp.Intent;
import io.plumbline.sandbox.netsuite.SalesOrder.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What staff, the warehouse and other apps do in the ERP, under {@code /sandbox}. */
record ErpControl(
    Control common,
    Erp erp,
    Masters masters,
    RecordShape shape,
    TokenApi tokens,
    Refusals refusals,
    Journal journal) {

  Answer answer(Request request) {
    try {
      return common.answer(request).orElseGet(() -> own(request));
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }

  private Answer own(Request request) {
    List<String> rest = request.segments().subList(1, request.segments().size());
    if (rest.equals(List.of("items")) && request.method().equals("POST")) {
      request.json().path("skus").forEach(sku -> masters.item(sku.asText(), journal));
      return Answer.ok(Map.of("items", masters.items().size()));
    }
    if (rest.equals(List.of("tokens")) && request.method().equals("DELETE")) {
      return Answer.ok(Map.of("revoked", tokens.revoke()));
    }
    if (rest.equals(List.of("refusals")) && request.method().equals("PUT")) {
      refusals.put(request.json());
      return Answer.empty(204);
    }
    if (rest.isEmpty() || !rest.getFirst().equals("salesOrders")) {
      return Answer.refusal(404, "no such control: " + request.path());
    }
    return switch (rest.size()) {
      case 1 -> request.method().equals("POST") ? create(request.json()) : search(request);
      case 2 -> one(request, Long.parseLong(rest.get(1)));
      default -> act(Long.parseLong(rest.get(1)), rest.get(2), request.json());
    };
  }

  private Answer search(Request request) {
    Predicate<SalesOrder> wanted =
        order ->
            request.parameter("externalId").map(id -> id.equals(order.externalId())).orElse(true)
                && request
                    .parameter("otherRefNum")
                    .map(number -> order.text("otherRefNum").filter(number::equals).isPresent())
                    .orElse(true);
    return Answer.ok(Map.of("items", erp.all().stream().filter(wanted).map(shape::whole).toList()));
  }

  private Answer one(Request request, long id) {
    return switch (request.method()) {
      case "GET" -> Answer.ok(shape.whole(erp.find(id).orElseThrow(Refusal::notFound)));
      case "DELETE" ->
          shown(200, erp.delete(id, request.parameter("actor").orElse("staff"), journal));
      default -> Answer.empty(405);
    };
  }

  /** As another app enters it; its items come into being, its customer is the unknown one. */
  private Answer create(JsonNode json) {
    JsonNode lines = json.has("lines") ? json.path("lines") : json.path("item").path("items");
    lines.forEach(line ->
        Json.text(line, "sku")
            .or(() -> Json.text(line.path("item"), "externalId"))
            .ifPresent(sku -> masters.item(sku, journal)));
    JsonNode body =
        json.hasNonNull("entity")
            ? json
            : json.<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy()
                .set("entity", Json.object().put("externalId", "guest"));
    Optional<String> externalId = Json.text(json, "externalId");
    Done done =
        erp.add(
            intent(json, "app", "created"),
            id -> entry(body).create(id, externalId.orElse(null)),
            journal);
    return shown(201, done);
  }

  private Answer act(long id, String action, JsonNode json) {
    return switch (action) {
      case "edit" ->
          change(id, intent(json, "staff", "edited"), before -> entry(json).over(before));
      case "double" -> {
        SalesOrder original = erp.find(id).orElseThrow(Refusal::notFound);
        yield shown(
            201,
            erp.add(
                intent(json, "staff", "created"), twin -> original.twin(twin, erp.now()), journal));
      }
      case "fulfil" ->
          shown(
              200,
              erp.make(
                      id,
                      intent(json, "system", "fulfilled"),
                      transform(json)::fulfillment,
                      journal)
                  .done());
      case "bill" -> bill(id, json);
      case "credit" -> credit(id, json);
      case "cancel" -> change(id, intent(json, "staff", "cancelled"), to(Status.C));
      case "round" -> change(id, intent(json, "system", "edited"), Arithmetic::roundedPerLine);
      default -> Answer.refusal(404, "no such action: " + action);
    };
  }

  /**
   * Without lines all of it, and the order is done with, whatever of it has shipped; {@code
   * inAdvance} is the account's preference to invoice in advance of fulfilment.
   */
  private Answer bill(long id, JsonNode json) {
    return erp.alone(() -> {
      Intent intent = intent(json, "system", "billed");
      boolean all = !json.has("lines");
      boolean ahead = all || json.path("inAdvance").asBoolean(false);
      Erp.Making making = (order, child) -> transform(json).invoice(order, child, ahead);
      Done done = erp.make(id, intent, making, journal).done();
      return all && done.order().status() != Status.G
          ? change(id, intent, to(Status.G))
          : shown(200, done);
    });
  }

  /** Of one invoice, without lines all that is left of it; the order does not change by it. */
  private Answer credit(long id, JsonNode json) {
    Intent credited = new Intent(intent(json, "staff", "credited").actor(), "credited", false);
    return shown(
        200,
        erp.make(id, credited, (order, child) -> transform(json).credit(order, child), journal)
            .done());
  }

  private Transform transform(JsonNode json) {
    return new Transform(json, true, masters, erp.now());
  }

  private Answer change(long id, Intent intent, UnaryOperator<SalesOrder> edit) {
    return shown(200, erp.change(id, intent, edit, journal));
  }

  private static UnaryOperator<SalesOrder> to(Status status) {
    return order -> order.with(status);
  }

  private Entry entry(JsonNode json) {
    return new Entry(json, false, masters, erp::nextUniqueKey, erp.now());
  }

  private static Intent intent(JsonNode json, String actor, String change) {
    return new Intent(
        Json.text(json, "actor").orElse(actor), change, !json.path("unstamped").asBoolean(false));
  }

  private Answer shown(int status, Done done) {
    return Answer.json(status, shape.whole(done.order()));
  }
}
