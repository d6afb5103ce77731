package io.plumbline.sandbox.shopify;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The shop's numbers; they go on behind the highest that was ever given. */
final class Ids {
  private final AtomicLong order = new AtomicLong(7_700_112_000_000L);
  private final AtomicLong line = new AtomicLong(19_001_000_000L);
  private final AtomicLong payment = new AtomicLong(5_001_000_000L);
  private final AtomicLong customer = new AtomicLong(61_000_000L);
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

  long customer(String email) {
    return customers.computeIfAbsent(email, _ -> customer.incrementAndGet());
  }

  void seen(ShopOrder known) {
    raise(order, known.id());
    known.lines().forEach(each -> raise(line, each.id()));
    known.payments().forEach(each -> raise(payment, each.id()));
    raise(customer, known.customer().id());
    customers.put(known.customer().email(), known.customer().id());
  }

  private static void raise(AtomicLong counter, long id) {
    counter.accumulateAndGet(id, Math::max);
  }
}
