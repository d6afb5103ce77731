package io.plumbline.sandbox.shiphero;

import graphql.schema.DataFetchingEnvironment;
import io.plumbline.sandbox.shiphero.Page.Placed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The reads of the API. */
record Queries(Warehouse warehouse) {
  /** Which orders are wanted; the connection below sorts and pages them. */
  Object orders(DataFetchingEnvironment call) {
    Predicate<WmsOrder> wanted =
        is(call, "order_number", order -> order.text("order_number"))
            .and(is(call, "partner_order_id", order -> order.text("partner_order_id")))
            .and(is(call, "shop_name", order -> order.text("shop_name")))
            .and(is(call, "fulfillment_status", WmsOrder::status))
            .and(is(call, "id", order -> Gid.of("Order", order.id())))
            .and(within(call, "updated", WmsOrder::updatedAt))
            .and(within(call, "order_date", order -> instant(order.text("order_date"))));
    return warehouse.all().stream().filter(wanted).toList();
  }

  Object ordersPage(DataFetchingEnvironment call) {
    List<WmsOrder> orders = source(call);
    String sort = call.getArgumentOrDefault("sort", "id");
    boolean descending = sort.startsWith("-");
    String field = descending ? sort.substring(1) : sort;
    Comparator<Placed> order = Comparator.comparing(Placed::place);
    return Page.of(
        orders.stream()
            .map(each -> new Placed(place(each, field), Shape.order(each)))
            .sorted(descending ? order.reversed() : order)
            .toList(),
        descending,
        call);
  }

  Object order(DataFetchingEnvironment call) {
    String id = call.getArgumentOrDefault("id", "");
    return Shape.order(warehouse.get(Gid.number("Order", id)));
  }

  Object shipments(DataFetchingEnvironment call) {
    Predicate<WmsOrder> wanted = is(call, "order_id", order -> Gid.of("Order", order.id()));
    Predicate<Shipment> when = within(call, "date", Shipment::at);
    return warehouse.all().stream()
        .filter(wanted)
        .flatMap(order ->
            order.shipments().stream()
                .filter(when)
                .map(each -> new Placed(number(each.id()), Shape.shipment(order, each))))
        .sorted(Comparator.comparing(Placed::place))
        .toList();
  }

  Object shipmentsPage(DataFetchingEnvironment call) {
    return Page.of(source(call), false, call);
  }

  /** A list inside an order or shipment; elements have no better place than their position. */
  static Object inner(DataFetchingEnvironment call) {
    Map<String, List<Map<String, @Nullable Object>>> owner =
        java.util.Objects.requireNonNull(call.getSource());
    List<Map<String, @Nullable Object>> nodes =
        owner.getOrDefault(call.getField().getName(), List.of());
    return Page.of(
        java.util.stream.IntStream.range(0, nodes.size())
            .mapToObj(i -> new Placed(number(i), nodes.get(i)))
            .toList(),
        false,
        call);
  }

  @SuppressWarnings("unchecked")
  private static <T> List<T> source(DataFetchingEnvironment call) {
    Map<String, Object> above = java.util.Objects.requireNonNull(call.getSource());
    return (List<T>) above.getOrDefault("data", List.of());
  }

  private static String place(WmsOrder order, String field) {
    return switch (field) {
      case "id" -> number(order.id());
      case "updated_at" -> Shape.time(order.updatedAt()) + number(order.id());
      case "order_date" -> order.text("order_date") + number(order.id());
      default -> throw new Refused("Cannot sort by " + field);
    };
  }

  private static String number(long number) {
    return "%012d".formatted(number);
  }

  private static Predicate<WmsOrder> is(
      DataFetchingEnvironment call,
      String argument,
      java.util.function.Function<WmsOrder, String> field) {
    String wanted = call.getArgument(argument);
    return order -> wanted == null || wanted.equals(field.apply(order));
  }

  private static <T> Predicate<T> within(
      DataFetchingEnvironment call, String what, java.util.function.Function<T, Instant> date) {
    Optional<Instant> from = limit(call, what + "_from");
    Optional<Instant> to = limit(call, what + "_to");
    return each ->
        from.map(limit -> !date.apply(each).isBefore(limit)).orElse(true)
            && to.map(limit -> !date.apply(each).isAfter(limit)).orElse(true);
  }

  private static Optional<Instant> limit(DataFetchingEnvironment call, String argument) {
    return Optional.ofNullable(call.<String>getArgument(argument)).map(Queries::instant);
  }

  private static Instant instant(String text) {
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 0;
      return zoned
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    } catch (java.time.format.DateTimeParseException e) {
      throw new Refused("Not a date: " + text);
    }
  }
}
