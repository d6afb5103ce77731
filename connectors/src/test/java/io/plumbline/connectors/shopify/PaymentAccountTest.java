package io.plumbline.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.fixtures.AnsweringVendor;
import io.plumbline.connectors.fixtures.AnsweringVendor.Answered;
import io.plumbline.connectors.fixtures.AnsweringVendor.Asked;
import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.fixtures.KeptNotes;
import io.plumbline.connectors.fixtures.RecordingThrottle;
import io.plumbline.connectors.fixtures.SettableClock;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.mapping.MappingFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made of an account that cannot be read, or not as it began. */
class PaymentAccountTest {

  private static final Instant NOW = Instant.parse("2026-07-04T10:00:00Z");

  private static final Answered REFUSED_CURSOR =
      error("Invalid cursor for current pagination sort.", "BAD_REQUEST");

  private static final Answered NO_SCOPE = error("Access denied", "ACCESS_DENIED");

  private static final Answered NOTHING_CHANGED =
      new Answered(
          200, "{\"data\": {\"orders\": {\"pageInfo\": {\"hasNextPage\": false}, \"nodes\": []}}}");

  private final List<JsonNode> asked = new ArrayList<>();
  private final List<Answered> answers = new ArrayList<>();
  private final RecordingThrottle throttle = new RecordingThrottle();
  private final KeptNotes notes = new KeptNotes();
  private final SettableClock clock = new SettableClock(NOW);
  private AnsweringVendor vendor;
  private Connector connector;

  @BeforeEach
  void listen() throws IOException {
    vendor = new AnsweringVendor(this::answer);
    connector =
        new ShopifyConnectors()
            .open(
                ConnectionBuilder.shop()
                    .at(vendor.address())
                    .setting("payouts", "true")
                    .setting("payout-pages-per-poll", "2")
                    .build(),
                new MappingFiles(Optional.empty()),
                throttle,
                notes,
                clock);
  }

  @AfterEach
  void close() {
    vendor.close();
  }

  private Answered answer(Asked request) {
    if (!request.query().startsWith("query Account(")) {
      return NOTHING_CHANGED;
    }
    asked.add(request.body().path("variables"));
    return answers.removeFirst();
  }

  /** Mechanism: a cursor that is refused is dropped; the time it came to is kept. */
  @Test
  void goesOnByTimeWhereACursorIsRefused() {
    answers.add(page("701", "2026-07-04T09:00:00Z", Optional.of("old")));
    answers.add(REFUSED_CURSOR);
    answers.add(page("702", "2026-07-03T09:00:00Z", Optional.empty()));
    answers.add(page("703", "2026-06-01T09:00:00Z", Optional.empty()));

    connector.lookAside();
    connector.lookAside();

    assertThat(asked).extracting(one -> one.path("after").asText("none")).startsWith("none", "old");
    // All of the second that the first page ended in, and the cursor nowhere.
    assertThat(asked.get(2).path("query").asText())
        .contains("processed_at:<='2026-07-04T09:00:01Z'");
    assertThat(asked.get(2).has("after")).isFalse();
    assertThat(notes.takeAgain()).containsExactly("1701", "1702");
  }

  /** Mechanism: the cursor is kept with what was read; the pass does not begin anew. */
  @Test
  void goesOnBehindItsCursorAfterARestart() throws IOException {
    answers.add(page("701", "2026-07-04T09:00:00Z", Optional.of("first")));
    answers.add(page("702", "2026-07-04T08:00:00Z", Optional.of("second")));
    answers.add(page("703", "2026-07-04T07:00:00Z", Optional.empty()));
    connector.lookAside();
    vendor.close();
    listen();

    connector.lookAside();

    assertThat(asked)
        .extracting(one -> one.path("after").asText("none"))
        .startsWith("none", "first", "second");
  }

  /** Mechanism: the account is read apart, when what changed is stored. */
  @Test
  void readsOrdersThoughTheAccountIsClosedToIt() {
    answers.add(NO_SCOPE);

    var page = connector.changedSince(Cursor.before(NOW));
    var failure = catchThrowableOfType(CallFailed.class, connector::lookAside);

    assertThat(page.more()).isFalse();
    assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(failure).hasMessageContaining("read_shopify_payments_payouts");
  }

  /** Mechanism: what is recent has no end that a wrong clock could be behind. */
  @Test
  void hearsOfWhatAClockAheadStamped() {
    answers.add(page("701", "2027-07-04T09:00:00Z", Optional.empty()));

    connector.lookAside();

    assertThat(asked.getFirst().path("query").asText()).contains("processed_at:<='2036-");
    assertThat(notes.takeAgain()).containsExactly("1701");
  }

  /** Mechanism: no account for once takes nothing back that one said. */
  @Test
  void keepsWhatWasSaidWhileThereIsNoAccount() {
    answers.add(page("701", "2026-07-04T09:00:00Z", Optional.empty()));
    answers.add(page("703", "2026-06-01T09:00:00Z", Optional.empty()));
    connector.lookAside();
    connector.lookAside();
    var before = AccountProgress.of(notes.progress()).since();
    clock.pass(Duration.ofMinutes(15));
    answers.add(new Answered(200, "{\"data\": {\"shopifyPaymentsAccount\": null}}"));

    connector.lookAside();

    assertThat(before).isPresent();
    assertThat(AccountProgress.of(notes.progress()).since()).isEqualTo(before);
    assertThat(notes.of(List.of("1701"))).hasSize(1);
  }

  /** Mechanism: no turn at the vendor ends the listening, not the poll; the next goes on. */
  @Test
  void leavesTheBudgetToOrdersWhereThereIsLittle() {
    answers.add(page("701", "2026-07-04T09:00:00Z", Optional.of("first")));
    answers.add(page("702", "2026-07-04T08:00:00Z", Optional.empty()));
    throttle.turns(1);

    connector.lookAside();
    throttle.turns(2);
    connector.lookAside();

    assertThat(asked)
        .extracting(one -> one.path("after").asText("none"))
        .containsExactly("none", "first");
  }

  private static Answered page(String id, String at, Optional<String> cursor) {
    return new Answered(
        200,
        """
        {"data": {"shopifyPaymentsAccount": {"balanceTransactions": {
          "nodes": [{"id": "gid://shopify/ShopifyPaymentsBalanceTransaction/%s", "test": false,
            "transactionDate": "%s", "associatedOrder": {"id": "gid://shopify/Order/1%s"}}],
          "pageInfo": {"hasNextPage": %s, "endCursor": "%s"}}}}}
        """
            .formatted(id, at, id, cursor.isPresent(), cursor.orElse("")));
  }

  private static Answered error(String message, String code) {
    return new Answered(
        200,
        "{\"data\": null, \"errors\": [{\"message\": \"%s\", \"path\": [\"shopifyPaymentsAccount\"], \"extensions\": {\"code\": \"%s\"}}]}"
            .formatted(message, code));
  }
}
