package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.fault.Outcome;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.journal.Journal;
import io.plumbline.sandbox.netsuite.Erp.Done;
import io.plumbline.sandbox.netsuite.Erp.Intent;
import io.plumbline.sandbox.netsuite.Erp.Made;
import io.plumbline.sandbox.netsuite.Transaction.Kind;
import java.util.Optional;

/** The record API of what is made from sales orders: transforms, upserts, reading, changes. */
record ChildApi(Erp erp, Masters masters, ChildShape shape, Journal journal, boolean stampsOrders) {
  private static final String API = "api";

  /** {@code POST salesOrder/{id}/!transform/…}. */
  Outcome transform(Request request, SalesOrder order, String into) {
    Transform transform = transform(request);
    Made made =
        switch (into) {
          case "itemFulfillment" ->
              erp.make(order.id(), intent("fulfilled"), transform::fulfillment, journal);
          case "invoice" ->
              erp.make(
                  order.id(),
                  intent("billed"),
                  (before, id) -> transform.invoice(before, id, false),
                  journal);
          default ->
              throw new Refusal(404, "Not Found", "INVALID_TRANSFORM", "No transform into " + into);
        };
    return outcome(made.done(), located(made.child()));
  }

  Outcome handle(Request request, Kind kind, String id) {
    return switch (request.method()) {
      case "GET" -> read(request, require(kind, id));
      case "PUT" -> upsert(request, kind, id);
      case "PATCH" -> update(request, require(kind, id));
      case "DELETE" -> delete(require(kind, id));
      default -> throw RecordApi.notAllowed();
    };
  }

  private Outcome read(Request request, Transaction child) {
    boolean expand = request.parameter("expandSubResources").map("true"::equals).orElse(false);
    return Outcome.read(Answer.ok(shape.of(child, erp.parent(child), expand)));
  }

  /** Only deposits come into being by themselves; the others are transformed. */
  private Outcome upsert(Request request, Kind kind, String id) {
    Optional<String> externalId = RecordApi.externalId(id);
    if (kind != Kind.CUSTOMER_DEPOSIT || externalId.isEmpty()) {
      throw RecordApi.notAllowed();
    }
    return erp.alone(() ->
        erp.transaction(kind, externalId.get())
            .map(deposit -> update(request, deposit))
            .orElseGet(() -> deposit(request, externalId.get())));
  }

  private Outcome deposit(Request request, String externalId) {
    JsonNode reference = request.json().path("salesOrder");
    SalesOrder order =
        Json.text(reference, "externalId")
            .flatMap(erp::find)
            .or(() ->
                Json.text(reference, "id")
                    .filter(id -> id.matches("\\d{1,18}"))
                    .flatMap(id -> erp.find(Long.parseLong(id))))
            .orElseThrow(
                () -> Refusal.unknownReference(reference.path("id").asText(""), "salesOrder"));
    Transform transform = transform(request);
    Made made =
        erp.make(
            order.id(),
            intent("deposited"),
            (before, id) -> transform.deposit(before, externalId, id),
            journal);
    return outcome(made.done(), located(made.child()));
  }

  private Outcome update(Request request, Transaction child) {
    Transform transform = transform(request);
    Transaction edited =
        switch (child) {
          case ItemFulfillment before -> transform.over(before);
          case CustomerDeposit before -> transform.over(before);
          case Invoice _, CreditMemo _, SalesOrder _ -> throw RecordApi.notAllowed();
        };
    // The order itself does not change by it.
    Intent intent = new Intent(API, "edited", false);
    Done done = erp.change(erp.parent(child).id(), intent, order -> order.with(edited), journal);
    return outcome(done, located(child));
  }

  private Outcome delete(Transaction child) {
    if (!(child instanceof ItemFulfillment gone)) {
      throw RecordApi.notAllowed();
    }
    return outcome(erp.unmake(gone, intent("unfulfilled"), journal), Answer.empty(204));
  }

  private Transform transform(Request request) {
    boolean replace = request.parameter("replace").map("package"::equals).orElse(false);
    return new Transform(request.json(), replace, masters, erp.now());
  }

  private Transaction require(Kind kind, String id) {
    return RecordApi.externalId(id)
        .map(externalId -> erp.transaction(kind, externalId))
        .orElseGet(
            () -> id.matches("\\d{1,18}") ? erp.transaction(Long.parseLong(id)) : Optional.empty())
        .filter(found -> found.kind() == kind)
        .orElseThrow(Refusal::notFound);
  }

  private Intent intent(String change) {
    return new Intent(API, change, stampsOrders);
  }

  private static Outcome outcome(Done done, Answer answer) {
    return RecordApi.outcome(done, answer);
  }

  private static Answer located(Transaction child) {
    return RecordApi.located(child.kind().record(), child.id());
  }
}
