package io.plumbline.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Content;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Polls, listings, limits and cancellations. */
class ShopifyCallsIT extends EmulatedShop {
  @Test
  void pollsThroughASecondThatFillsManyPages() {
    var placed = IntStream.range(0, 23).mapToObj(n -> place(n, "false", "0")).toList();

    var polled = poll(BEGINNING);

    assertThat(polled).extracting(RawRecord::externalId).containsExactlyElementsOf(placed);
  }

  @Test
  void goesOnBehindItsCursorInsideASecond() {
    var placed = IntStream.range(0, 5).mapToObj(n -> place(n, "false", "0")).toList();

    var rest = poll(new Cursor(NOW, placed.get(2)));

    assertThat(rest)
        .extracting(RawRecord::externalId)
        .containsExactly(placed.get(3), placed.get(4));
  }

  @Test
  void listsEveryOrderOnceAndResumes() {
    var placed = IntStream.range(0, 23).mapToObj(n -> place(n, "false", "0")).toList();

    var listed = new ArrayList<String>();
    Optional<String> resume = Optional.empty();
    do {
      var page = connector.listing(resume);
      page.records().forEach(record -> listed.add(record.externalId()));
      resume = page.resume();
    } while (resume.isPresent());

    assertThat(listed).containsExactlyElementsOf(placed);
  }

  @Test
  void readsAnOrderOfManyLinesWhole() throws Unusable {
    var lines = new StringBuilder();
    IntStream.range(0, 130)
        .forEach(n ->
            lines
                .append(n == 0 ? "" : ",")
                .append("{\"sku\":\"S%d\",\"quantity\":1,\"unitPrice\":\"1.00\"}".formatted(n)));
    var order = shop.post("/orders", "{\"number\":\"L\",\"lines\":[" + lines + "]}");

    var reading = reading(polled(order.path("id").asText()));

    assertThat(commercial(reading).path("lines")).hasSize(130);
  }

  @Test
  void takesWhatACallCostsAndPassesOnWhatIsLeft() {
    place(1, "false", "0");

    poll(BEGINNING);
    poll(BEGINNING);

    // Which changed, what they say, which changed: by then the price of the first is known, and
    // what an unchanged order says is not asked twice.
    assertThat(throttle.costs()).containsExactly(50, 50, 8);
    assertThat(throttle.available()).hasSize(3).allMatch(left -> left > 0);
  }

  @Test
  void pausesForTheTimeTheBucketNeeds() {
    shop.put("/faults", "{\"kinds\": {\"throttle\": 1.0}}");

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.fetch("1"));

    assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(throttle.pauses()).hasSize(1);
    assertThat(throttle.pauses().getFirst()).isPositive();
  }

  @Test
  void blamesTheTokenAndNotTheOrder() {
    var failure = catchThrowableOfType(CallFailed.class, () -> connector("stale").fetch("1"));

    assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
  }

  @Test
  void cancelsOnceAndFindsItDone() throws Unusable {
    var id = place(1, "false", "0");
    var off = Json.object().put("status", "cancelled").put("cancelReason", "inventory");
    var desired =
        new Desired(
            "shopify-eu:" + id,
            "shopify-eu:" + id,
            2,
            Content.of(Map.of("commercial", off), Json.object()));

    var steps = connector.plan(desired, Optional.of(reading(polled(id))));
    var confirmed = connector.send(steps.getFirst());

    assertThat(steps).hasSize(1);
    assertThat(confirmed.externalId()).contains(id);
    var after = reading(connector.find(steps.getFirst().reference()).orElseThrow());
    assertThat(commercial(after).path("status").asText()).isEqualTo("cancelled");
    assertThat(commercial(after).path("cancelReason").asText()).isEqualTo("inventory");
    assertThat(connector.plan(desired, Optional.of(after))).isEmpty();
  }

  @Test
  void doesNotKnowWhetherAnUnansweredCancellationTookEffect() throws Unusable {
    var id = place(1, "false", "0");
    var off = Json.object().put("status", "cancelled");
    var desired =
        new Desired(
            id, "shopify-eu:" + id, 2, Content.of(Map.of("commercial", off), Json.object()));
    var step = connector.plan(desired, Optional.of(reading(polled(id)))).getFirst();
    shop.put("/faults", "{\"kinds\": {\"serverErrorAfterEffect\": 1.0}}");

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.send(step));

    assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
    shop.put("/faults", "{}");
    var after = reading(connector.find(step.reference()).orElseThrow());
    assertThat(commercial(after).path("status").asText()).isEqualTo("cancelled");
  }
}
