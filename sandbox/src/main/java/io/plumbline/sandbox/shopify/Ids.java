package io.plumbline.sandbox.shopify;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The shop's numbers; they go on behind the highest that was ever given. */
final class Ids {
  private final AtomicLong order = new AtomicLong(7_700_112_000_000L);
  private final AtomicLong line = new AtomicLong(19_001_000_000L);
  private final AtomicLong payment = new AtomicLong(5_001_000_000L);
  private final AtomicLong balanceEntry = new AtomicLong(80_010_000_000L);
  private final AtomicLong payout = new AtomicLong(90_020_000_000L);
  private final AtomicLong customer = new AtomicLong(61_000_000L);
  private final AtomicLong fulfilmentOrder = new AtomicLong(6_100_300_000_000L);
  private final AtomicLong fulfilment = new AtomicLong(5_400_200_000_000L);
  private final Map<String, Long> customers = new ConcurrentHashMap<>();

  long nextOrder() {
    return order.addAndGet(2);
  }

  long nextLine() {
    return line.incrementAndGet();
  }

  long nextPayment() {
    return payment.incrementAndGet();
  }

  long nextBalanceEntry() {
    return balanceEntry.incrementAndGet();
  }

  long nextPayout() {
    return payout.incrementAndGet();
  }

  /** For a fulfilment order and for its items. */
  long nextFulfilmentOrder() {
    return fulfilmentOrder.incrementAndGet();
  }

  /** For a fulfilment and for its parts. */
  long nextFulfilment() {
    return fulfilment.incrementAndGet();
  }

  long customer(String email) {
    return customers.computeIfAbsent(email, _ -> customer.incrementAndGet());
  }

  void seen(ShopOrder known) {
    raise(order, known.id());
    known.lines().forEach(each -> raise(line, each.id()));
    known.payments().forEach(each -> raise(payment, each.id()));
    known.refundLines().forEach(each -> raise(payment, each.id()));
    known.balance().forEach(this::seen);
    seen(known.dispatch());
    raise(customer, known.customer().id());
    customers.put(known.customer().email(), known.customer().id());
  }

  private void seen(BalanceEntry entry) {
    raise(balanceEntry, entry.id());
    if (entry.payout() != null) {
      raise(payout, entry.payout().id());
    }
  }

  private void seen(Dispatch dispatch) {
    for (FulfilmentOrder each : dispatch.orders()) {
      raise(fulfilmentOrder, each.id());
      each.items().forEach(item -> raise(fulfilmentOrder, item.id()));
    }
    for (Fulfilment each : dispatch.fulfilments()) {
      raise(fulfilment, each.id());
      each.parts().forEach(part -> raise(fulfilment, part.id()));
    }
  }

  private static void raise(AtomicLong counter, long id) {
    counter.accumulateAndGet(id, Math::max);
  }
}
