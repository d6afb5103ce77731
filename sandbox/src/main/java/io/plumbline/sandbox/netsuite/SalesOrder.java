package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sales order as the ERP keeps it.
 *
 * @param currency internal id of the currency
 * @param fields body fields that the ERP stores and does not reckon with, as they were sent
 */
record SalesOrder(
    long id,
    @Nullable String externalId,
    String tranId,
    LocalDate tranDate,
    Stamps stamps,
    long entity,
    String currency,
    Status status,
    Amounts amounts,
    Map<String, JsonNode> fields,
    List<Line> lines,
    Children children)
    implements Transaction {

  static final String TAX_INCLUDED = "custbody_taxes_included";

  SalesOrder {
    fields = Map.copyOf(fields);
    lines = List.copyOf(lines);
  }

  /** When it was made and last changed. */
  record Stamps(Instant created, Instant modified) {}

  /** Amounts of the header; the discount is what it adds to the total, so it is below zero. */
  record Amounts(
      BigDecimal subtotal,
      BigDecimal discount,
      BigDecimal shipping,
      BigDecimal tax,
      BigDecimal total) {}

  /** The letters of {@code orderStatus}. */
  enum Status {
    A("Pending Approval"),
    B("Pending Fulfillment"),
    C("Cancelled"),
    D("Partially Fulfilled"),
    E("Pending Billing/Partially Fulfilled"),
    F("Pending Billing"),
    G("Billed"),
    H("Closed");

    private final String title;

    Status(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    boolean open() {
      return this != C && this != G && this != H;
    }
  }

  /** One line; {@code line} names it within the order, {@code uniqueKey} in the account. */
  record Line(
      int line,
      long uniqueKey,
      String item,
      BigDecimal quantity,
      BigDecimal rate,
      BigDecimal amount,
      boolean closed,
      Map<String, JsonNode> fields) {
    Line {
      fields = Map.copyOf(fields);
    }

    String field(String name) {
      JsonNode value = fields.get(name);
      return value == null ? "" : value.asText();
    }
  }

  @Override
  public Kind kind() {
    return Kind.SALES_ORDER;
  }

  Line line(int number) {
    return lines.stream()
        .filter(line -> line.line() == number)
        .findFirst()
        .orElseThrow(() -> Refusal.unknownReference(String.valueOf(number), "orderLine"));
  }

  /** With that made of it, and in the state that it is in then. */
  SalesOrder with(Transaction child) {
    return with(children.with(child)).standing();
  }

  /** In the state that its children put it in; cancelled and closed orders stay so. */
  SalesOrder standing() {
    boolean decided = status == Status.A || status == Status.C || status == Status.H;
    return decided || children.fulfillments().isEmpty() ? this : with(children.status(lines));
  }

  /** Without that fulfilment, back in the state from before it. */
  SalesOrder without(ItemFulfillment gone) {
    SalesOrder left = with(children.without(gone));
    boolean counted =
        lines.stream()
            .anyMatch(line ->
                left.children.billed(line.line()).compareTo(left.children.shipped(line.line()))
                    > 0);
    if (counted) {
      throw Refusal.invalid(
          "USER_ERROR", "This transaction cannot be deleted: what it shipped has been billed.");
    }
    boolean decided = status == Status.A || status == Status.C || status == Status.H;
    return decided ? left : left.with(left.children.status(lines));
  }

  private SalesOrder with(Children now) {
    return new SalesOrder(
        id,
        externalId,
        tranId,
        tranDate,
        stamps,
        entity,
        currency,
        status,
        amounts,
        fields,
        lines,
        now);
  }

  Optional<String> text(String field) {
    return Optional.ofNullable(fields.get(field)).filter(v -> !v.isNull()).map(JsonNode::asText);
  }

  boolean taxIncluded() {
    return text(TAX_INCLUDED).map(Boolean::parseBoolean).orElse(false);
  }

  SalesOrder with(Status now) {
    return new SalesOrder(
        id,
        externalId,
        tranId,
        tranDate,
        stamps,
        entity,
        currency,
        now,
        amounts,
        fields,
        lines,
        children);
  }

  SalesOrder with(Amounts now) {
    return new SalesOrder(
        id,
        externalId,
        tranId,
        tranDate,
        stamps,
        entity,
        currency,
        status,
        now,
        fields,
        lines,
        children);
  }

  SalesOrder modified(Instant at) {
    Stamps now = new Stamps(stamps.created(), at);
    return new SalesOrder(
        id,
        externalId,
        tranId,
        tranDate,
        now,
        entity,
        currency,
        status,
        amounts,
        fields,
        lines,
        children);
  }

  /** The same order again, as a careless import makes it: all but its names. */
  SalesOrder twin(long newId, Instant at) {
    Map<String, JsonNode> same = new LinkedHashMap<>(fields);
    return new SalesOrder(
        newId,
        null,
        "SO" + newId,
        tranDate,
        new Stamps(at, at),
        entity,
        currency,
        status,
        amounts,
        same,
        lines,
        Children.NONE);
  }
}
