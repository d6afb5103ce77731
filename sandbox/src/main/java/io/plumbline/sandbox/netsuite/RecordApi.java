package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.fault.Outcome;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.journal.Journal;
import io.plumbline.sandbox.netsuite.Erp.Done;
import io.plumbline.sandbox.netsuite.Erp.Intent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The record API: sales orders by internal id or {@code eid:…}, customers, items. */
record RecordApi(Erp erp, Masters masters, RecordShape shape, ChildApi children, Journal journal) {
  private static final String API = "api";
  private static final String BASE = "/services/rest/record/v1/";
  private static final int TYPE = 4;
  // The type, the id, "!transform" and what it is transformed into.
  private static final int TRANSFORM = 4;

  Outcome handle(Request request, boolean rounding) {
    String type = request.segments().size() > TYPE ? request.segments().get(TYPE) : "";
    Optional<String> id =
        request.segments().size() > TYPE + 1
            ? Optional.of(request.segments().get(TYPE + 1))
            : Optional.empty();
    return switch (type) {
      case "salesOrder" ->
          transformed(request, id).orElseGet(() -> salesOrder(request, id, rounding));
      case "customer" -> customer(request, id.orElse(""));
      case "inventoryItem" -> item(request, id.orElse(""));
      default ->
          Transaction.Kind.ofRecord(type)
              .findFirst()
              .map(kind -> children.handle(request, kind, id.orElse("")))
              .orElseThrow(() ->
                  new Refusal(404, "Not Found", "NONEXISTENT_RECORD_TYPE", "No record " + type));
    };
  }

  private Optional<Outcome> transformed(Request request, Optional<String> id) {
    if (request.segments().size() != TYPE + TRANSFORM
        || !request.segments().get(TYPE + 2).equals("!transform")) {
      return Optional.empty();
    }
    if (!request.method().equals("POST")) {
      throw notAllowed();
    }
    return Optional.of(
        children.transform(request, require(id.orElse("")), request.segments().getLast()));
  }

  private Outcome salesOrder(Request request, Optional<String> id, boolean rounding) {
    return switch (request.method()) {
      case "GET" -> read(request, id.orElse(""));
      case "POST" -> create(request, rounding);
      case "PUT" -> upsert(request, id.flatMap(RecordApi::externalId), rounding);
      case "PATCH" -> update(request, require(id.orElse("")).id(), rounding);
      case "DELETE" -> delete(require(id.orElse("")));
      default -> throw notAllowed();
    };
  }

  private Outcome delete(SalesOrder order) {
    if (order.children().all().findAny().isPresent()) {
      throw Refusal.invalid(
          "THIS_RECORD_CANNOT_BE_DELETED_BECAUSE_IT_HAS_DEPENDENT_RECORDS",
          "This record cannot be deleted because it has dependent records.");
    }
    return outcome(erp.delete(order.id(), API, journal), Answer.empty(204));
  }

  private Outcome read(Request request, String id) {
    SalesOrder order = require(id);
    boolean expand = request.parameter("expandSubResources").map("true"::equals).orElse(false);
    return Outcome.read(Answer.ok(expand ? shape.expanded(order) : shape.collapsed(order)));
  }

  private Outcome create(Request request, boolean rounding) {
    return created(request, Json.text(request.json(), "externalId"), rounding);
  }

  private Outcome upsert(Request request, Optional<String> externalId, boolean rounding) {
    if (externalId.isEmpty()) {
      throw notAllowed();
    }
    return erp.alone(() ->
        erp.find(externalId.get())
            .map(order -> update(request, order.id(), rounding))
            .orElseGet(() -> created(request, externalId, rounding)));
  }

  private Outcome created(Request request, Optional<String> externalId, boolean rounding) {
    Entry entry = entry(request);
    Done done =
        erp.add(
            new Intent(API, "created", true),
            id -> rounded(rounding).apply(entry.create(id, externalId.orElse(null))),
            journal);
    return outcome(done, located("salesOrder", done.order().id()));
  }

  private Outcome update(Request request, long id, boolean rounding) {
    Entry entry = entry(request);
    UnaryOperator<SalesOrder> edit = before -> rounded(rounding).apply(entry.over(before));
    Done done = erp.change(id, new Intent(API, "edited", true), edit, journal);
    return outcome(done, located("salesOrder", id));
  }

  private Entry entry(Request request) {
    boolean replace = request.parameter("replace").map("item"::equals).orElse(false);
    return new Entry(request.json(), replace, masters, erp::nextUniqueKey, erp.now());
  }

  private static UnaryOperator<SalesOrder> rounded(boolean rounding) {
    return rounding ? Arithmetic::roundedPerLine : UnaryOperator.identity();
  }

  private Outcome customer(Request request, String id) {
    Optional<String> externalId = externalId(id);
    if (request.method().equals("GET")) {
      return Outcome.read(
          externalId.flatMap(masters::customer).map(this::customer).orElseThrow(Refusal::notFound));
    }
    if (!request.method().equals("PUT") || externalId.isEmpty()) {
      throw notAllowed();
    }
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    request.json().properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return Outcome.read(
        located("customer", masters.customer(externalId.get(), fields, journal).id()));
  }

  private Answer customer(Masters.Customer customer) {
    var json = Json.object();
    customer.fields().forEach(json::set);
    return Answer.ok(
        json.put("id", String.valueOf(customer.id())).put("externalId", customer.externalId()));
  }

  private Outcome item(Request request, String id) {
    if (!request.method().equals("GET")) {
      throw notAllowed();
    }
    String sku = externalId(id).orElse("");
    Long known = masters.items().get(sku);
    if (known == null) {
      throw Refusal.notFound();
    }
    return Outcome.read(
        Answer.ok(
            Map.of(
                "id",
                String.valueOf(known),
                "externalId",
                sku,
                "itemId",
                sku,
                "isInactive",
                false)));
  }

  private SalesOrder require(String id) {
    Optional<String> externalId = externalId(id);
    Optional<SalesOrder> found =
        externalId.isPresent()
            ? erp.find(externalId.get())
            : id.matches("\\d{1,18}") ? erp.find(Long.parseLong(id)) : Optional.empty();
    return found.orElseThrow(Refusal::notFound);
  }

  static Optional<String> externalId(String id) {
    return id.startsWith("eid:") ? Optional.of(id.substring(4)) : Optional.empty();
  }

  static Outcome outcome(Done done, Answer answer) {
    String reference =
        done.order().externalId() == null ? done.order().tranId() : done.order().externalId();
    return new Outcome(answer, done.change(), done.before().orElse(null), reference, null);
  }

  static Answer located(String type, long id) {
    return Answer.empty(204).with("Location", BASE + type + "/" + id);
  }

  static Refusal notAllowed() {
    return new Refusal(405, "Method Not Allowed", "INVALID_METHOD", "The method is not allowed.");
  }
}
