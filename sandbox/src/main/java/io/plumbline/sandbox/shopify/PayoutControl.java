package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.shopify.BalanceEntry.Payout;
import io.plumbline.sandbox.shopify.BalanceEntry.Payout.Status;
import io.plumbline.sandbox.shopify.Storefront.Intent;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What the payment provider does, under {@code /sandbox/payouts}; no order's time moves by it. */
record PayoutControl(Storefront storefront, Storefront.Ledger ledger, Clock clock) {
  private static final String ACTOR = "shopify-payments";

  Answer answer(Request request, List<String> rest) {
    if (request.method().equals("GET")) {
      return Answer.ok(Map.of("items", storefront.account(PaymentQueries::list)));
    }
    if (!request.method().equals("POST")) {
      return Answer.empty(405);
    }
    return rest.isEmpty()
        ? gather(request.json())
        : follow(Long.parseLong(rest.getFirst()), request.json());
  }

  /** Pays out what is due, but for the orders that it goes without. */
  private Answer gather(JsonNode json) {
    Set<Long> without = new HashSet<>();
    json.path("without").forEach(id -> without.add(Long.parseLong(id.asText())));
    List<Long> orders = orders(order -> Till.due(order) && !without.contains(order.id()));
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Payout payout = new Payout(storefront.ids().nextPayout(), status(json, Status.PAID), now);
    orders.forEach(id -> change(id, "paidOut", order -> Till.paidOut(order, payout)));
    return said(201, payout, orders);
  }

  private Answer follow(long id, JsonNode json) {
    Predicate<BalanceEntry> in = entry -> entry.payout() != null && entry.payout().id() == id;
    List<Long> orders = orders(order -> order.balance().stream().anyMatch(in));
    if (orders.isEmpty()) {
      return Answer.refusal(404, "no such payout: " + id);
    }
    Payout payout =
        storefront
            .find(orders.getFirst())
            .flatMap(order -> order.balance().stream().filter(in).findFirst())
            .map(BalanceEntry::payout)
            .orElseThrow()
            .with(status(json, Status.PAID));
    orders.forEach(order -> change(order, "payoutFollowed", each -> Till.followed(each, payout)));
    return said(200, payout, orders);
  }

  private void change(long order, String change, UnaryOperator<ShopOrder> edit) {
    Intent intent = new Intent(ACTOR, change, false, EnumSet.noneOf(Topic.class));
    storefront.change(order, intent, edit, ledger);
  }

  private List<Long> orders(Predicate<ShopOrder> wanted) {
    return storefront.account(statement -> statement.orders(wanted)).stream()
        .filter(id -> storefront.find(id).isPresent())
        .toList();
  }

  private static Status status(JsonNode json, Status otherwise) {
    return Json.text(json, "status")
        .map(status -> Status.valueOf(status.toUpperCase(Locale.ROOT)))
        .orElse(otherwise);
  }

  private static Answer said(int status, Payout payout, List<Long> orders) {
    return Answer.json(
        status,
        Map.of(
            "id", String.valueOf(payout.id()),
            "status", payout.status().name(),
            "orders", orders.stream().map(String::valueOf).toList()));
  }
}
