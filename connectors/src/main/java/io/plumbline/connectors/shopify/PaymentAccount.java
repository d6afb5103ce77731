package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The shop's Shopify Payments account, as far back as {@code payout-lookback}.
 *
 * <p>Entries come and change without moving the time of the order they belong to, and the vendor
 * lists them by time, not by order. So the account is read by itself, kept, and laid beside each
 * order that is read; orders whose entries moved are to be looked at again.
 *
 * <p>Three depths: every {@code payouts-every} what is younger than {@code payout-settles}, since
 * entries go from pending to paid in that time; daily, and after a start, everything. What is kept
 * is a copy of the vendor's: losing it costs reading it again.
 */
final class PaymentAccount {

  private static final Duration WHOLE_EVERY = Duration.ofDays(1);

  /** An entry may be stamped a little before the payment it is for. */
  private static final Duration SLACK = Duration.ofHours(1);

  /** Whoever reads one order does not read the account to its end: somebody waits for it. */
  private static final int CALLS_FOR_ONE_ORDER = 4;

  private final ReentrantLock reading = new ReentrantLock();
  private final AccountEntries entries = new AccountEntries();
  private final ShopifyGraph graph;
  private final Clock clock;
  private final boolean told;
  private final Duration every;
  private final Duration settles;
  private final Duration lookback;
  private final int pageSize;
  private final String remedy;
  private Pass pass = Pass.NONE;
  private Instant due = Instant.MIN;
  private Instant wholeDue = Instant.MIN;
  private volatile State state = State.UNREAD;

  /** What is known of the account. */
  private enum State {
    UNREAD,
    READ,
    /** The shop takes no money through Shopify Payments. */
    NONE
  }

  /** One reading of the account, under way. */
  private record Pass(boolean running, boolean whole, Instant from, Optional<String> after) {
    static final Pass NONE = new Pass(false, false, Instant.MIN, Optional.empty());

    Pass behind(String cursor) {
      return new Pass(running, whole, from, Optional.of(cursor));
    }
  }

  PaymentAccount(ShopifyGraph graph, Settings settings, Clock clock) {
    this.graph = graph;
    this.clock = clock;
    this.told = settings.yes("payouts", false);
    this.every = settings.duration("payouts-every", Duration.ofMinutes(15));
    this.settles = settings.duration("payout-settles", Duration.ofDays(10));
    this.lookback = settings.duration("payout-lookback", Duration.ofDays(90));
    this.pageSize = settings.number("payout-page-size", 100, 1, 250);
    this.remedy =
        " Give the app the scope read_shopify_payments_payouts, or set plumbline.connections.%s.settings.payouts to false."
            .formatted(settings.connection().name());
  }

  /** Reads what is due to its end. */
  void read() {
    if (told) {
      read(Integer.MAX_VALUE);
    }
  }

  /** Reads on, and gives up for now where the account is not known yet. */
  void readForOne() {
    if (!told) {
      return;
    }
    read(CALLS_FOR_ONE_ORDER);
    if (state == State.UNREAD) {
      throw new CallFailed(
          Kind.BUSY,
          "The account of Shopify Payments is being read; an order says nothing of its payouts before that.",
          Duration.ofSeconds(1),
          null);
    }
  }

  /** Orders whose entries moved since they were handed out. */
  List<String> moved(int most) {
    return entries.moved(most);
  }

  /** They could not be looked at after all. */
  void putBack(List<String> orders) {
    entries.putBack(orders);
  }

  /** Lays the order's entries beside it, where the account reaches back to its first payment. */
  void dress(ObjectNode order) {
    if (state == State.READ && covers(order)) {
      var list = order.putArray(OrderMoney.ENTRIES);
      entries.of(ShopifyChanges.number(order)).forEach(list::add);
    }
  }

  boolean told() {
    return told;
  }

  private boolean covers(ObjectNode order) {
    for (var payment : order.path(OrderMoney.PAYMENTS)) {
      if (time(payment.path("processedAt")).filter(entries.since()::isAfter).isPresent()) {
        return false;
      }
    }
    return true;
  }

  private void read(int calls) {
    if (!reading.tryLock()) {
      return; // another is at it
    }
    try {
      begin(clock.instant());
      for (int call = 0; call < calls && pass.running(); call++) {
        page();
      }
    } finally {
      reading.unlock();
    }
  }

  private void begin(Instant now) {
    if (pass.running() || now.isBefore(due)) {
      return;
    }
    boolean whole = !now.isBefore(wholeDue);
    Instant from = now.minus(whole ? lookback : settles);
    pass = new Pass(true, whole, from, Optional.empty());
    due = now.plus(every);
    wholeDue = whole ? now.plus(WHOLE_EVERY) : wholeDue;
  }

  private void page() {
    var variables = Json.object().put("first", pageSize);
    variables.put("query", "processed_at:>='%s'".formatted(pass.from().minus(SLACK)));
    pass.after().ifPresent(cursor -> variables.put("after", cursor));
    var account = asked(variables).path("shopifyPaymentsAccount");
    if (!account.isObject()) {
      state = State.NONE;
      pass = Pass.NONE;
      return;
    }
    var list = account.path("balanceTransactions");
    // After a start nobody knows what was told before: what may still move is looked at again.
    Instant news = state == State.READ ? Instant.MIN : clock.instant().minus(settles);
    list.path("nodes").forEach(node -> entry(node, news));
    ShopifyGraph.next(list).ifPresentOrElse(cursor -> pass = pass.behind(cursor), this::finished);
  }

  private JsonNode asked(ObjectNode variables) {
    try {
      return graph.ask(PaymentDocuments.ACCOUNT, variables);
    } catch (CallFailed e) {
      if (e.kind() != Kind.CONFIGURATION) {
        throw e;
      }
      var failure = new CallFailed(Kind.CONFIGURATION, e.getMessage() + remedy, null, e);
      throw e.quoted().map(failure::quoting).orElse(failure);
    }
  }

  private void entry(JsonNode node, Instant news) {
    var order = ShopifyIds.number(node.path("associatedOrder").path("id"));
    var id = ShopifyIds.number(node.path("id"));
    var at = time(node.path("transactionDate"));
    if (order.isPresent() && id.isPresent() && at.isPresent() && !node.path("test").asBoolean()) {
      var entry = new AccountEntries.Entry(at.get(), Json.bytes(node));
      entries.put(order.get(), id.get(), entry, !at.get().isBefore(news));
    }
  }

  private void finished() {
    if (pass.whole()) {
      entries.forgetBefore(pass.from());
    }
    pass = Pass.NONE;
    state = State.READ;
  }

  private static Optional<Instant> time(JsonNode time) {
    try {
      return Optional.of(Instant.parse(time.asText("")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
