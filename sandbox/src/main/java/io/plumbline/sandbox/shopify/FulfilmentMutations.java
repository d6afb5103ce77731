package io.plumbline.sandbox.shopify;

import graphql.schema.DataFetchingEnvironment;
import io.plumbline.sandbox.shopify.Fulfilling.Asked;
import io.plumbline.sandbox.shopify.Fulfilment.Tracking;
import io.plumbline.sandbox.shopify.Storefront.Done;
import io.plumbline.sandbox.shopify.Storefront.Intent;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The writes of the Admin API about shipping; a refusal is a user error in a good answer. */
record FulfilmentMutations(Storefront storefront, Storefront.Ledger ledger, Clock clock) {
  private static final String API = "api";
  private static final String ORDER = "FulfillmentOrder";
  private static final String MADE = "Fulfillment";

  Object create(DataFetchingEnvironment call) {
    Map<String, Object> input = call.getArgumentOrDefault("fulfillment", Map.of());
    List<Asked> asked =
        maps(input.get("lineItemsByFulfillmentOrder")).stream()
            .map(FulfilmentMutations::asked)
            .toList();
    Tracking tracking = tracking(map(input.get("trackingInfo")));
    OptionalLong first = asked.stream().mapToLong(Asked::fulfilmentOrder).findFirst();
    return change(
        call,
        new Write("fulfilled", "fulfillment", "Fulfillment order does not exist.", first),
        order -> new Fulfilling(order, storefront.ids(), now()).create(asked, tracking),
        order -> GraphqlOrder.fulfilment(order, order.dispatch().fulfilments().getLast()));
  }

  Object track(DataFetchingEnvironment call) {
    OptionalLong id = id(call, "fulfillmentId", MADE);
    Tracking given = tracking(map(call.getArgument("trackingInfoInput")));
    return change(
        call,
        new Write("tracked", "fulfillment", "Fulfillment does not exist.", id),
        order -> {
          Fulfilment living = living(order, id.orElseThrow());
          return order.with(order.dispatch().with(living.tracked(given, now())));
        },
        order -> made(order, id.orElseThrow()));
  }

  Object cancel(DataFetchingEnvironment call) {
    OptionalLong id = id(call, "id", MADE);
    return change(
        call,
        new Write("unfulfilled", "fulfillment", "Fulfillment not found.", id),
        order -> {
          Fulfilment living = living(order, id.orElseThrow());
          return order.with(order.dispatch().with(living.cancelledAt(now())));
        },
        order -> made(order, id.orElseThrow()));
  }

  Object hold(DataFetchingEnvironment call) {
    return held(call, true);
  }

  Object release(DataFetchingEnvironment call) {
    return held(call, false);
  }

  private Object held(DataFetchingEnvironment call, boolean held) {
    OptionalLong id = id(call, "id", ORDER);
    return change(
        call,
        new Write(
            held ? "held" : "released",
            "fulfillmentOrder",
            "Fulfillment order does not exist.",
            id),
        order -> {
          FulfilmentOrder asked = order.dispatch().order(id.orElseThrow()).orElseThrow();
          if (FulfilmentOrderStatus.of(asked, order) == FulfilmentOrderStatus.CLOSED) {
            throw new Refused(List.of("id"), "The fulfillment order is not in an open state.");
          }
          return order.with(order.dispatch().with(asked.held(held)));
        },
        order ->
            GraphqlOrder.fulfilmentOrder(
                order, order.dispatch().order(id.orElseThrow()).orElseThrow()));
  }

  /**
   * One write.
   *
   * @param field of the payload that shows what was written
   * @param unknown what the vendor says where there is no such record
   * @param child the record, by which its order is found
   */
  private record Write(String change, String field, String unknown, OptionalLong child) {}

  private Map<String, @Nullable Object> change(
      DataFetchingEnvironment call,
      Write write,
      UnaryOperator<ShopOrder> edit,
      Function<ShopOrder, Map<String, @Nullable Object>> lay) {
    Map<String, @Nullable Object> payload = new HashMap<>();
    payload.put("userErrors", List.of());
    try {
      ShopOrder owner =
          write.child().stream()
              .mapToObj(storefront::owner)
              .findFirst()
              .flatMap(found -> found)
              .orElseThrow(() -> new Refused(List.of("id"), write.unknown()));
      Intent intent = new Intent(API, write.change(), true, EnumSet.of(Topic.UPDATED));
      Done done = storefront.change(owner.id(), intent, edit, ledger).orElseThrow();
      // The write log must know what the operation did, which its answer does not say.
      call.getGraphQlContext().put(Done.class, done);
      payload.put(write.field(), lay.apply(done.order()));
    } catch (Refused e) {
      payload.put("userErrors", List.of(e.userError()));
    }
    return payload;
  }

  private static Map<String, @Nullable Object> made(ShopOrder order, long id) {
    return GraphqlOrder.fulfilment(order, order.dispatch().fulfilment(id).orElseThrow());
  }

  private static Fulfilment living(ShopOrder order, long id) {
    Fulfilment made = order.dispatch().fulfilment(id).orElseThrow();
    if (made.cancelled()) {
      throw new Refused(List.of("id"), "Fulfillment is already cancelled.");
    }
    return made;
  }

  private static Asked asked(Map<String, Object> input) {
    Map<Long, Integer> quantities = new LinkedHashMap<>();
    for (Map<String, Object> line : maps(input.get("fulfillmentOrderLineItems"))) {
      long item = Gid.number("FulfillmentOrderLineItem", String.valueOf(line.get("id"))).orElse(0);
      int quantity = line.get("quantity") instanceof Integer number ? number : 0;
      quantities.merge(item, quantity, Integer::sum);
    }
    String gid = String.valueOf(input.get("fulfillmentOrderId"));
    return new Asked(Gid.number(ORDER, gid).orElse(0), quantities);
  }

  /** One number or several; the vendor takes either. */
  private static Tracking tracking(Map<String, Object> input) {
    return new Tracking(
        input.get("company") instanceof String company ? company : null,
        texts(input.get("numbers"), input.get("number")),
        texts(input.get("urls"), input.get("url")));
  }

  private static List<String> texts(@Nullable Object several, @Nullable Object one) {
    List<String> texts = new ArrayList<>();
    if (several instanceof List<?> list) {
      list.forEach(each -> texts.add(String.valueOf(each)));
    } else if (one != null) {
      texts.add(String.valueOf(one));
    }
    return texts;
  }

  private static OptionalLong id(DataFetchingEnvironment call, String argument, String type) {
    return Gid.number(type, call.getArgumentOrDefault(argument, ""));
  }

  private static List<Map<String, Object>> maps(@Nullable Object list) {
    return list instanceof List<?> each
        ? each.stream().map(FulfilmentMutations::map).toList()
        : List.of();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
