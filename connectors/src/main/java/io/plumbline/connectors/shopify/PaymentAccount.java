package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Notes;
import io.plumbline.engine.connector.Notes.Note;
import io.plumbline.engine.connector.RawRecord;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shop's Shopify Payments account, as far back as {@code payout-lookback}.
 *
 * <p>Entries come and change without moving the time of the order they belong to, and the vendor
 * lists them by time, not by order. So the account is listened to beside the orders, some pages
 * with each poll, and kept as notes that are laid beside each order that is read.
 *
 * <p>Every {@code payouts-every} what is younger than {@code payout-settles} is read, since within
 * that time entries go from pending to paid; daily what is older. Newest first, so that orders of
 * today say something while those of last month are still being read.
 */
final class PaymentAccount {

  private static final Duration OLDER_EVERY = Duration.ofDays(1);

  /**
   * An entry may be stamped this much after the payment it is for: nearer to the end of what is
   * known, its order may reach behind it.
   */
  private static final Duration SLACK = Duration.ofHours(1);

  /** However far the vendor's clock is ahead of ours, its newest entries are among the recent. */
  private static final Duration AHEAD = Duration.ofDays(3650);

  private final ShopifyGraph graph;
  private final Notes notes;
  private final Clock clock;
  private final boolean told;
  private final Duration every;
  private final Duration settles;
  private final Duration lookback;
  private final int pageSize;
  private final int pagesAtOnce;
  private final int ordersAtOnce;
  private final String remedy;

  PaymentAccount(ShopifyGraph graph, Notes notes, Settings settings, Clock clock) {
    this.graph = graph;
    this.notes = notes;
    this.clock = clock;
    this.told = settings.yes("payouts", false);
    this.every = settings.duration("payouts-every", Duration.ofMinutes(15));
    this.settles = settings.duration("payout-settles", Duration.ofDays(10));
    this.lookback = settings.duration("payout-lookback", Duration.ofDays(90));
    this.pageSize = settings.number("payout-page-size", 100, 1, 250);
    // With one page what is older would never get its turn.
    this.pagesAtOnce = settings.number("payout-pages-per-poll", 10, 2, 1_000);
    this.ordersAtOnce = settings.number("payout-orders-per-poll", 100, 1, 10_000);
    this.remedy =
        " Give the app the scope read_shopify_payments_payouts, or set plumbline.connections.%s.settings.payouts to false."
            .formatted(settings.connection().name());
  }

  /** Reads on, and has orders read again whose entries moved, as far back as all are known. */
  void listen() {
    if (!told) {
      return;
    }
    readOn(begun(AccountProgress.of(notes.progress()), clock.instant()))
        .since()
        .ifPresent(since -> notes.readAgain(since.plus(SLACK), ordersAtOnce));
  }

  /** Some pages; fewer where the budget gives no turn in time: then orders need it themselves. */
  private AccountProgress readOn(AccountProgress begun) {
    var progress = begun;
    try {
      for (int page = 0; page < pagesAtOnce && progress.running(); page++) {
        progress = onePage(progress, page);
      }
    } catch (CallFailed e) {
      if (e.kind() != Kind.BUSY) {
        throw e;
      }
    }
    return progress;
  }

  private AccountProgress begun(AccountProgress before, Instant time) {
    var now = time.truncatedTo(ChronoUnit.SECONDS);
    var settled = now.minus(settles);
    var progress =
        before.recent().due(now, every)
            ? before.recently(AccountPass.begun(now, settled, now.plus(AHEAD)))
            : before;
    // It goes on where the recent reading ended, and leaves no gap between them.
    var top = settled.plus(SLACK);
    boolean joins = progress.since().filter(since -> !since.isAfter(top)).isPresent();
    return joins && progress.older().due(now, OLDER_EVERY)
        ? progress.further(AccountPass.begun(now, now.minus(lookback), top))
        : progress;
  }

  /** What is recent comes first, and of each poll the second page is for what is older. */
  private AccountProgress onePage(AccountProgress progress, int page) {
    boolean older = progress.older().running() && (page == 1 || !progress.recent().running());
    var pass = older ? progress.older() : progress.recent();
    Instant readAt = clock.instant();
    var account = asked(pass);
    var list = account.path("balanceTransactions");
    var reached = account.isNull() ? progress.none() : progress.with(older, behind(pass, list));
    notes.keep(entries(list.path("nodes")), readAt, reached.text());
    return reached;
  }

  /** Where the pass goes on; a page that is missing is one whose cursor was refused. */
  private static AccountPass behind(AccountPass pass, JsonNode list) {
    return list.isMissingNode()
        ? pass.byTime()
        : pass.behind(oldest(list.path("nodes"), pass.down()), ShopifyGraph.next(list));
  }

  /** The account; null where the shop has none, missing where the cursor is refused. */
  private JsonNode asked(AccountPass pass) {
    var variables = Json.object().put("first", pageSize).put("query", pass.query());
    pass.after().ifPresent(cursor -> variables.put("after", cursor));
    try {
      var account = graph.ask(PaymentDocuments.ACCOUNT, variables).path("shopifyPaymentsAccount");
      return account.isObject() ? account : NullNode.getInstance();
    } catch (CallFailed e) {
      if (pass.after().isPresent() && refused(e)) {
        return MissingNode.getInstance();
      }
      throw e.kind() == Kind.CONFIGURATION ? advised(e) : e;
    }
  }

  private CallFailed advised(CallFailed e) {
    var failure = new CallFailed(Kind.CONFIGURATION, e.getMessage() + remedy, null, e);
    return e.quoted().map(failure::quoting).orElse(failure);
  }

  private static boolean refused(CallFailed failure) {
    return failure.kind() == Kind.CONFIGURATION || failure.kind() == Kind.REJECTED;
  }

  private static Instant oldest(JsonNode nodes, Instant otherwise) {
    var oldest = otherwise;
    for (var node : nodes) {
      var at = time(node.path("transactionDate"));
      oldest = at.filter(oldest::isAfter).orElse(oldest);
    }
    return oldest;
  }

  private static List<Note> entries(JsonNode nodes) {
    var entries = new ArrayList<Note>();
    for (var node : nodes) {
      var order = ShopifyIds.number(node.path("associatedOrder").path("id"));
      var id = ShopifyIds.number(node.path("id"));
      var at = time(node.path("transactionDate"));
      if (order.isPresent() && id.isPresent() && at.isPresent() && !node.path("test").asBoolean()) {
        entries.add(new Note(order.get(), id.get(), at.get(), Json.bytes(node)));
      }
    }
    return entries;
  }

  /** Lays its entries beside each order whose first payment the account is known back to. */
  List<RawRecord> beside(List<RawRecord> orders) {
    // Before the entries: those that it vouches for are then among them.
    var since = told ? AccountProgress.of(notes.progress()).since() : Optional.<Instant>empty();
    if (orders.isEmpty() || since.isEmpty()) {
      return orders;
    }
    var entries = notes.of(orders.stream().map(RawRecord::externalId).toList());
    return orders.stream()
        .map(order ->
            beside(order, since.get(), entries.getOrDefault(order.externalId(), List.of())))
        .toList();
  }

  private static RawRecord beside(RawRecord record, Instant since, List<Note> entries) {
    if (!record.topic().equals(ShopifyPayloads.POLLED)
        || !(Json.lenient(record.body()) instanceof ObjectNode order)
        || !covered(order, since)) {
      return record;
    }
    var list = order.putArray(OrderMoney.ENTRIES);
    entries.forEach(entry -> list.add(Json.lenient(entry.body())));
    return new RawRecord(
        record.externalId(), record.topic(), record.sourceTime(), Json.bytes(order));
  }

  private static boolean covered(ObjectNode order, Instant since) {
    for (var payment : order.path(OrderMoney.PAYMENTS)) {
      if (time(payment.path("processedAt")).filter(since::isAfter).isPresent()) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Instant> time(JsonNode time) {
    try {
      return Optional.of(Instant.parse(time.asText("")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
