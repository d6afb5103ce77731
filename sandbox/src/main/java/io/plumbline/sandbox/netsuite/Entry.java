package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.netsuite.SalesOrder.Line;
import io.plumbline.sandbox.netsuite.SalesOrder.Stamps;
import io.plumbline.sandbox.netsuite.SalesOrder.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A sales order as somebody types it in: what the body says, laid over what is there, checked as
 * the ERP checks it.
 *
 * @param replaceLines whether the lines sent are all there shall be
 */
record Entry(
    JsonNode body, boolean replaceLines, Masters masters, LongSupplier uniqueKeys, Instant now) {
  private static final Set<String> RECKONED =
      Set.of(
          "id",
          "externalId",
          "tranId",
          "tranDate",
          "entity",
          "currency",
          "orderStatus",
          "item",
          "items",
          "lines",
          "shippingCost",
          "discountTotal",
          "discountRate",
          "taxTotal",
          "subtotal",
          "total",
          "links",
          "createdDate",
          "lastModifiedDate",
          "actor",
          "unstamped");
  private static final Set<String> LINE_RECKONED =
      Set.of(
          "line",
          "item",
          "sku",
          "quantity",
          "rate",
          "unitPrice",
          "amount",
          "isClosed",
          "links",
          "reference",
          "lineUniqueKey");

  SalesOrder create(long id, @Nullable String externalId) {
    if (!body.hasNonNull("entity")) {
      throw Refusal.invalid("USER_ERROR", "Please enter value(s) for: Customer");
    }
    LocalDate today = LocalDate.ofInstant(now, java.time.ZoneOffset.UTC);
    SalesOrder blank =
        new SalesOrder(
            id,
            externalId,
            "SO" + id,
            today,
            new Stamps(now, now),
            masters.entity(body.path("entity")),
            "2",
            Status.B,
            Arithmetic.header(List.of(), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, false),
            Map.of(),
            List.of(),
            Children.NONE);
    SalesOrder order = over(blank);
    if (order.lines().isEmpty()) {
      throw Refusal.invalid(
          "USER_ERROR", "You must enter at least one line item for this transaction.");
    }
    return order;
  }

  SalesOrder over(SalesOrder before) {
    boolean touchesLines = !items().isMissingNode();
    if (touchesLines && before.status() == Status.G) {
      throw Refusal.invalid(
          "USER_ERROR", "This transaction has been billed. Its lines can no longer be changed.");
    }
    List<Line> lines = touchesLines ? lines(before) : before.lines();
    Map<String, JsonNode> fields = fields(before.fields(), body, RECKONED);
    boolean included =
        Optional.ofNullable(fields.get(SalesOrder.TAX_INCLUDED))
            .map(JsonNode::asBoolean)
            .orElse(false);
    SalesOrder edited =
        new SalesOrder(
            before.id(),
            before.externalId(),
            Json.text(body, "tranId").orElse(before.tranId()),
            Json.text(body, "tranDate").map(LocalDate::parse).orElse(before.tranDate()),
            before.stamps(),
            body.hasNonNull("entity") ? masters.entity(body.path("entity")) : before.entity(),
            currency(before),
            status(before, lines),
            Arithmetic.header(
                lines,
                discount(before),
                amount("shippingCost", before.amounts().shipping()),
                amount("taxTotal", before.amounts().tax()),
                included),
            fields,
            lines,
            before.children());
    return touchesLines ? checked(edited).standing() : edited;
  }

  /** What has left or was billed stays in the order. */
  private static SalesOrder checked(SalesOrder edited) {
    Children children = edited.children();
    children.fulfillments().stream()
        .flatMap(fulfillment -> fulfillment.items().stream())
        .forEach(item -> {
          boolean kept =
              edited.lines().stream()
                  .filter(line -> line.line() == item.orderLine())
                  .anyMatch(line -> line.quantity().compareTo(children.taken(line.line())) >= 0);
          if (!kept) {
            throw Refusal.invalid(
                "USER_ERROR",
                "Line %d has been fulfilled: it can neither be removed nor hold less."
                    .formatted(item.orderLine()));
          }
        });
    return edited;
  }

  private String currency(SalesOrder before) {
    JsonNode reference = body.path("currency");
    if (reference.isMissingNode()) {
      return before.currency();
    }
    String id = Json.text(reference, "id").or(() -> Json.text(reference, "refName")).orElse("");
    return Account.CURRENCIES.entrySet().stream()
        .filter(each -> each.getKey().equals(id) || each.getValue().equals(id))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> Refusal.unknownReference(id, "currency"));
  }

  private Status status(SalesOrder before, List<Line> lines) {
    JsonNode sent = body.path("orderStatus");
    Optional<String> asked = sent.isTextual() ? Optional.of(sent.asText()) : Json.text(sent, "id");
    boolean closed = !lines.isEmpty() && lines.stream().allMatch(Line::closed);
    if (asked.isEmpty()) {
      return closed && before.status().open() ? Status.H : before.status();
    }
    Status now =
        Optional.of(asked.get())
            .filter(letter -> letter.matches("[A-H]"))
            .map(Status::valueOf)
            .orElseThrow(() -> Refusal.unknownReference(asked.get(), "orderStatus"));
    boolean staysOrCancelsInTime =
        now == before.status()
            || (now == Status.C && (before.status() == Status.A || before.status() == Status.B))
            || (now == Status.B && before.status() == Status.A);
    if (!staysOrCancelsInTime) {
      throw Refusal.invalid(
          "USER_ERROR",
          "A sales order that is %s cannot become %s."
              .formatted(before.status().title(), now.title()));
    }
    return now;
  }

  /** Whichever sign it comes with, a discount lowers the total. */
  private BigDecimal discount(SalesOrder before) {
    return Json.decimal(body, "discountTotal")
        .or(() -> Json.decimal(body, "discountRate"))
        .map(amount -> Arithmetic.cents(amount.abs().negate()))
        .orElse(before.amounts().discount());
  }

  private BigDecimal amount(String field, BigDecimal before) {
    return Json.decimal(body, field).map(Arithmetic::cents).orElse(before);
  }

  private JsonNode items() {
    JsonNode item = body.path("item");
    return body.has("lines") ? body.path("lines") : item.isArray() ? item : item.path("items");
  }

  /** Lines that name themselves by number are changed; the others are new. */
  private List<Line> lines(SalesOrder before) {
    List<Line> lines = new ArrayList<>(replaceLines ? List.of() : before.lines());
    for (JsonNode sent : items()) {
      int at = place(lines, sent);
      if (at >= 0) {
        lines.set(at, line(sent, lines.get(at)));
      } else if (sent.hasNonNull("line") && !replaceLines) {
        throw Refusal.unknownReference(sent.path("line").asText(), "item.line");
      } else {
        lines.add(line(sent, blank(before, lines)));
      }
    }
    lines.removeIf(line -> line.quantity().signum() == 0);
    return lines;
  }

  private static int place(List<Line> lines, JsonNode sent) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean named =
          sent.hasNonNull("line")
              ? sent.path("line").asInt() == line.line()
              : sent.hasNonNull("reference")
                  && line.field("custcol_ext_line").equals(sent.path("reference").asText());
      if (named) {
        return i;
      }
    }
    return -1;
  }

  private Line blank(SalesOrder before, List<Line> lines) {
    int next =
        1
            + java.util.stream.Stream.concat(before.lines().stream(), lines.stream())
                .mapToInt(Line::line)
                .max()
                .orElse(0);
    return new Line(
        next,
        uniqueKeys.getAsLong(),
        "",
        BigDecimal.ONE,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        false,
        Map.of());
  }

  private Line line(JsonNode sent, Line before) {
    BigDecimal quantity = Json.decimal(sent, "quantity").orElse(before.quantity());
    BigDecimal rate =
        Json.decimal(sent, "rate").or(() -> Json.decimal(sent, "unitPrice")).orElse(before.rate());
    // An amount that is sent stands; else the ERP reckons it from quantity and rate.
    BigDecimal amount =
        Arithmetic.cents(Json.decimal(sent, "amount").orElseGet(() -> quantity.multiply(rate)));
    return new Line(
        before.line(),
        before.uniqueKey(),
        item(sent, before),
        quantity,
        rate,
        amount,
        sent.path("isClosed").asBoolean(before.closed()),
        fields(before.fields(), sent, LINE_RECKONED));
  }

  private String item(JsonNode sent, Line before) {
    JsonNode reference =
        sent.hasNonNull("sku")
            ? Json.object().put("externalId", sent.path("sku").asText())
            : sent.path("item");
    if (reference.isMissingNode() && before.item().isEmpty()) {
      throw Refusal.invalid("USER_ERROR", "Please choose an item to add");
    }
    return reference.isMissingNode() ? before.item() : masters.sku(reference);
  }

  private static Map<String, JsonNode> fields(
      Map<String, JsonNode> before, JsonNode sent, Set<String> reckoned) {
    Map<String, JsonNode> fields = new LinkedHashMap<>(before);
    sent.properties().stream()
        .filter(field -> !reckoned.contains(field.getKey()))
        .forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }
}
