package io.plumbline.sandbox.shopify;

import graphql.schema.DataFetchingEnvironment;
import io.plumbline.sandbox.shopify.ShopOrder.Customer;
import io.plumbline.sandbox.shopify.ShopOrder.Remarks;
import io.plumbline.sandbox.shopify.Storefront.Done;
import io.plumbline.sandbox.shopify.Storefront.Intent;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The writes of the Admin API; a refusal is a user error in a good answer, as at the vendor. */
record OrderMutations(Storefront storefront, Storefront.Ledger ledger, Clock clock) {
  private static final String API = "api";

  Object update(DataFetchingEnvironment call) {
    Map<String, Object> input = call.getArgumentOrDefault("input", Map.of());
    Optional<Done> done =
        change(
            call,
            String.valueOf(input.get("id")),
            new Intent(API, "edited", true, EnumSet.of(Topic.UPDATED)),
            order -> order.with(customer(order, input), remarks(order, input)));
    return payload(done, "userErrors", "Order does not exist");
  }

  Object cancel(DataFetchingEnvironment call) {
    String gid = call.getArgumentOrDefault("orderId", "");
    Optional<ShopOrder> order =
        Gid.orderId(gid).stream().mapToObj(storefront::find).flatMap(Optional::stream).findFirst();
    if (order.isEmpty()) {
      return cancelRefused("NOT_FOUND", "Order does not exist");
    }
    if (order.get().cancelled() || order.get().fulfilled()) {
      return cancelRefused("INVALID", "Cannot cancel an order that is cancelled or fulfilled");
    }
    String reason = call.getArgumentOrDefault("reason", "OTHER").toLowerCase(Locale.ROOT);
    boolean refund = Boolean.TRUE.equals(call.getArgument("refund"));
    change(
        call,
        gid,
        new Intent(API, "cancelled", true, EnumSet.of(Topic.CANCELLED, Topic.UPDATED)),
        open -> cancelled(open, reason, refund));
    return Map.of(
        "job",
        Map.of("id", "gid://shopify/Job/" + UUID.randomUUID(), "done", true),
        "orderCancelUserErrors",
        List.of(),
        "userErrors",
        List.of());
  }

  Object markAsPaid(DataFetchingEnvironment call) {
    Map<String, Object> input = call.getArgumentOrDefault("input", Map.of());
    Optional<Done> done =
        change(
            call,
            String.valueOf(input.get("id")),
            new Intent(API, "paid", true, EnumSet.of(Topic.PAID, Topic.UPDATED)),
            new Checkout(storefront.till())::markedAsPaid);
    return payload(done, "userErrors", "Order does not exist");
  }

  private ShopOrder cancelled(ShopOrder open, String reason, boolean refund) {
    ShopOrder settled = refund ? storefront.till().refunded(open) : open;
    return settled.cancelledAt(clock.instant(), reason, refund);
  }

  private Optional<Done> change(
      DataFetchingEnvironment call, String gid, Intent intent, UnaryOperator<ShopOrder> edit) {
    Optional<Done> done =
        Gid.orderId(gid).stream()
            .mapToObj(id -> storefront.change(id, intent, edit, ledger))
            .flatMap(Optional::stream)
            .findFirst();
    // The write log must know what the operation did, which its answer does not say.
    done.ifPresent(each -> call.getGraphQlContext().put(Done.class, each));
    return done;
  }

  private static Customer customer(ShopOrder order, Map<String, Object> input) {
    Customer customer = order.customer();
    return input.get("email") instanceof String email
        ? new Customer(customer.id(), email, customer.name(), customer.country(), customer.street())
        : customer;
  }

  private static Remarks remarks(ShopOrder order, Map<String, Object> input) {
    Remarks remarks = order.remarks();
    List<String> tags =
        input.get("tags") instanceof List<?> given
            ? given.stream().map(String::valueOf).toList()
            : remarks.tags();
    return new Remarks(
        text(input, "note", remarks.note()), tags, text(input, "poNumber", remarks.poNumber()));
  }

  private static @Nullable String text(
      Map<String, Object> input, String field, @Nullable String whenAbsent) {
    return input.containsKey(field) ? (String) input.get(field) : whenAbsent;
  }

  private static Map<String, @Nullable Object> payload(
      Optional<Done> done, String errors, String refusal) {
    Map<String, @Nullable Object> payload = new HashMap<>();
    payload.put("order", done.map(each -> GraphqlOrder.of(each.order())).orElse(null));
    payload.put(
        errors,
        done.isPresent() ? List.of() : List.of(Map.of("field", List.of("id"), "message", refusal)));
    return payload;
  }

  private static Map<String, @Nullable Object> cancelRefused(String code, String message) {
    Map<String, @Nullable Object> payload = new HashMap<>();
    payload.put("job", null);
    payload.put(
        "orderCancelUserErrors",
        List.of(Map.of("code", code, "field", List.of("orderId"), "message", message)));
    payload.put("userErrors", List.of(Map.of("field", List.of("orderId"), "message", message)));
    return payload;
  }
}
