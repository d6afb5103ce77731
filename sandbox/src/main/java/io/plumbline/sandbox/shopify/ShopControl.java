package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.fault.Control;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.shopify.Storefront.Done;
import io.plumbline.sandbox.shopify.Storefront.Intent;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What buyers, staff and other apps do in the shop, under {@code /sandbox/orders}. */
record ShopControl(
    Control common, Storefront storefront, Storefront.Ledger ledger, RestOrder rest, Clock clock) {

  Answer answer(Request request) {
    return common
        .answer(request)
        .orElseGet(() -> {
          if (request.under("sandbox", "orders")) {
            return orders(request, behind(request));
          }
          return request.under("sandbox", "payouts")
              ? new PayoutControl(storefront, ledger, clock).answer(request, behind(request))
              : Answer.refusal(404, "no such control: " + request.path());
        });
  }

  private static List<String> behind(Request request) {
    return request.segments().subList(2, request.segments().size());
  }

  private Answer orders(Request request, List<String> rest) {
    if (rest.isEmpty()) {
      return request.method().equals("POST") ? place(request.json()) : Answer.empty(405);
    }
    long id = Long.parseLong(rest.getFirst());
    if (rest.size() == 1) {
      return switch (request.method()) {
        case "GET" -> found(storefront.find(id));
        case "DELETE" ->
            found(storefront.delete(id, request.parameter("actor").orElse("staff"), ledger));
        default -> Answer.empty(405);
      };
    }
    return act(id, rest.get(1), request.json());
  }

  private Answer place(JsonNode json) {
    ShopOrder order = storefront.place(json, ledger);
    return Answer.json(
        201,
        Map.of("id", String.valueOf(order.id()), "name", order.name(), "order", rest.of(order)));
  }

  private Answer act(long id, String action, JsonNode json) {
    return switch (action) {
      case "edit" ->
          done(id, json, "edited", Topic.EDITED, new OrderEdit(json, storefront.ids())::apply);
      case "cancel" -> {
        String reason = Json.text(json, "reason").orElse("customer");
        boolean refund = json.path("refund").asBoolean(false);
        yield done(
            id,
            json,
            "cancelled",
            Topic.CANCELLED,
            order ->
                (refund ? storefront.till().refunded(order) : order)
                    .cancelledAt(clock.instant(), reason, refund));
      }
      case "pay" ->
          done(
              id,
              json,
              "paid",
              Topic.PAID,
              order -> new Checkout(storefront.till()).paidNow(order, json));
      case "refund", "chargeback", "misbook", "withhold" -> money(id, action, json);
      case "redirect" ->
          done(
              id,
              json,
              "redirected",
              Topic.UPDATED,
              order ->
                  order.with(order.customer().at(json.path("street").asText()), order.remarks()));
      case "fulfil" -> dispatch(id, json, "fulfilled", byHand(json)::fulfil);
      case "track" -> dispatch(id, json, "tracked", byHand(json)::track);
      case "unfulfil" -> dispatch(id, json, "unfulfilled", byHand(json)::cancel);
      case "hold" -> dispatch(id, json, "held", byHand(json)::hold);
      case "release" -> dispatch(id, json, "released", byHand(json)::release);
      default -> Answer.refusal(404, "no such action: " + action);
    };
  }

  private Answer money(long id, String action, JsonNode json) {
    try {
      return switch (action) {
        case "refund" ->
            done(id, json, "refunded", Topic.REFUND_CREATE, order -> refunded(order, json));
        case "chargeback" ->
            booked(
                id,
                json,
                "chargedBack",
                EnumSet.of(Topic.DISPUTE_CREATE),
                order -> storefront.till().chargedBack(order, json));
        case "misbook" ->
            booked(
                id,
                json,
                "misbooked",
                EnumSet.noneOf(Topic.class),
                order -> storefront.till().misbooked(order, json));
        default -> booked(id, json, "withheld", EnumSet.noneOf(Topic.class), Till::withheld);
      };
    } catch (Refused e) {
      return Answer.refusal(422, String.valueOf(e.getMessage()));
    }
  }

  private ShopOrder refunded(ShopOrder order, JsonNode json) {
    Till till = storefront.till();
    if (json.has("lines")) {
      return new GoodsRefund(json, till).of(order);
    }
    return Json.decimal(json, "amount")
        .map(amount -> till.refunded(order, amount))
        .orElseGet(() -> till.refunded(order));
  }

  /** The account moves, and the order's own time does not. */
  private Answer booked(
      long id, JsonNode json, String change, EnumSet<Topic> topics, UnaryOperator<ShopOrder> edit) {
    String actor = Json.text(json, "actor").orElse("shopify-payments");
    Intent intent = new Intent(actor, change, false, topics);
    return found(storefront.change(id, intent, edit, ledger).map(Done::order));
  }

  private ByHand byHand(JsonNode json) {
    return new ByHand(json, storefront.ids(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Which webhooks a fulfilment brings besides is read off the order. */
  private Answer dispatch(long id, JsonNode json, String change, UnaryOperator<ShopOrder> edit) {
    try {
      return done(id, json, change, Topic.UPDATED, edit);
    } catch (Refused e) {
      return Answer.refusal(422, String.valueOf(e.getMessage()));
    }
  }

  /** An edit that is not stamped brings no webhook either: nobody is told of it. */
  private Answer done(
      long id, JsonNode json, String change, Topic topic, UnaryOperator<ShopOrder> edit) {
    boolean stamped = !json.path("unstamped").asBoolean(false);
    EnumSet<Topic> topics =
        stamped ? EnumSet.of(topic, Topic.UPDATED) : EnumSet.noneOf(Topic.class);
    String actor = Json.text(json, "actor").orElse("staff");
    Intent intent = new Intent(actor, change, stamped, topics);
    return found(storefront.change(id, intent, edit, ledger).map(Done::order));
  }

  private Answer found(Optional<ShopOrder> order) {
    return order
        .map(each -> Answer.ok(rest.remembered(each)))
        .orElseGet(() -> Answer.refusal(404, "no such order"));
  }
}
