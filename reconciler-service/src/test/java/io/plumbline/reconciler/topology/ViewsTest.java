package io.plumbline.reconciler.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.reconciler.detect.Company;
import io.plumbline.reconciler.detect.Detectors;
import io.plumbline.reconciler.event.ChangeEvents;
import io.plumbline.reconciler.event.Json;
import io.plumbline.reconciler.event.Observed;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.event.Unreadable;
import io.plumbline.reconciler.view.Episode;
import io.plumbline.reconciler.view.Judge;
import io.plumbline.reconciler.view.View;
import io.plumbline.reconciler.window.Window;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is remembered of the views is what is stored of them, and bounded. */
class ViewsTest {
  private static final String FOLDER = "/contracts/order/";
  private static final Company COMPANY = new Company(Stage.POLICY, Map.of("netsuite", Role.ERP));
  private static final Window WINDOW = new Window(Duration.ofSeconds(10), Duration.ofSeconds(2));

  private final KeyValueStore<String, byte[]> store = store();

  static Stream<String> observations() throws IOException {
    JsonNode index = Json.mapper().readTree(bytes("index.json"));
    return index
        .get("events")
        .valueStream()
        .filter(event -> event.get("type").asText().contains(".observed."))
        .flatMap(event -> event.get("examples").valueStream().map(JsonNode::asText));
  }

  /** Else a judgement would depend on whether the last one is still remembered. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("observations")
  void readsTheViewThatItRemembered(String example) throws IOException, Unreadable {
    Views views = new Views(store);
    View view = judged(example);
    views.put(view);

    View read = new Views(store).get(view.key());

    assertThat(read).isEqualTo(view).isEqualTo(views.get(view.key()));
    assertThat(view.says()).isNotEmpty();
  }

  /** Mechanism: the bound in Views.remember, without which memory grows with the orders. */
  @Test
  void forgetsTheLeastRecentlyUsedBeyondItsBound() {
    View one = View.empty("order", "one");
    View two = View.empty("order", "two");
    Views views = new Views(store, Views.written(one).json().length * 2L - 1);
    views.put(one);
    views.put(two);

    store.put("one", Views.written(one.merged("read anew")).json());
    store.put("two", Views.written(two.merged("read anew")).json());

    assertThat(views.get("two")).isEqualTo(two);
    assertThat(views.get("one")).isEqualTo(one.merged("read anew"));
  }

  private static View judged(String example) throws IOException, Unreadable {
    var observed = (Observed) ChangeEvents.read("io.plumbline.order.observed.v1", bytes(example));
    View view = View.empty(observed.flow(), observed.key()).with(observed).orElseThrow();
    var by = new Episode.Start(observed.connection(), observed.version(), observed.observedAt());
    return Judge.judge(view, Detectors.detect(view, COMPANY), by, _ -> WINDOW).view();
  }

  private static KeyValueStore<String, byte[]> store() {
    KeyValueStore<String, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("views"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  private static byte[] bytes(String file) throws IOException {
    try (InputStream stream = ViewsTest.class.getResourceAsStream(FOLDER + file)) {
      if (stream == null) {
        throw new AssertionError("expected the contract file " + file);
      }
      return stream.readAllBytes();
    }
  }
}
