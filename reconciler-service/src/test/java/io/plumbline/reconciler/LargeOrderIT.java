package io.plumbline.reconciler;

import static io.plumbline.reconciler.Events.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.embedded.PlumblineTestResource;
import io.plumbline.reconciler.Events.Order;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One order of thousands of lines, as its systems say it, stops nobody else's. */
@QuarkusTest
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "reconciler"))
class LargeOrderIT {
  private static final int LINES = 9_000;

  @Inject
  @Identifier("default-kafka-broker") Map<String, Object> kafka;

  /** Mechanism: what the topology keeps may be as large as what it reads, several times over. */
  @Test
  void goesOnBehindAnOrderOfThousandsOfLines() {
    String lines =
        IntStream.range(0, LINES)
            .mapToObj(
                "\"%1$d\":{\"sku\":\"85123A-%1$d\",\"quantity\":\"6\",\"unitPrice\":\"2.55\",\"reference\":\"%1$d\"}"
                    ::formatted)
            .collect(Collectors.joining(",", ",\"lines\":{", "}"));

    try (var large = new Play(kafka);
        var next = new Play(kafka)) {
      var sold = Order.at(SHOP, large.key(), large.key(), large.start());
      large.publish(
          sold.with(lines).observed(),
          large.booked(large.start().plusSeconds(1)).total("99.00").with(lines).observed());
      large.passTime(large.start().plusSeconds(60));

      assertThat(large.awaitFinding()).isNotBlank();
      assertThat(next.drift()).isNotBlank();
    }
  }
}
