package io.plumbline.reconciler.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.Events;
import io.plumbline.reconciler.Events.Order;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.sandbox.hostile.Mutations;
import io.plumbline.sandbox.hostile.Mutations.Mutation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever a flow service publishes of what a stranger sent, the topology goes on: {@code
 * Mutations.of(example, seed)} makes it again.
 */
class HostileEventsTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final String EXAMPLES = "/contracts/order/examples/";

  /** All but watermarks: they are what our own services measure. */
  private static final List<String> FILES =
      List.of(
          "observed.v1.storefront.json",
          "observed.v1.storefront-paid-out.json",
          "observed.v1.storefront-partly-shipped.json",
          "observed.v1.erp.json",
          "observed.v1.erp-shipped-and-billed.json",
          "observed.v1.wms-partly-shipped.json",
          "observed.v1.wms-packed.json",
          "observed.v1.wms-taken-back.json",
          "delivered.v1.rejected.json",
          "dead-lettered.v1.delivery.json",
          "linked.v1.erp-first.json");

  /** Mechanism: an event that cannot be read or judged is a dead letter, and leaves no trace. */
  @Property(tries = 80, shrinking = ShrinkingMode.OFF)
  void findsWhatDriftsAmongThem(@ForAll long seed) {
    try (Stage stage = new Stage()) {
      stage.play(Events.watermark(NOON));
      for (String file : FILES) {
        for (int n = 0; n < 3; n++) {
          hostile(stage, file, seed + n);
        }
      }
      stage.play(Order.at(Events.SHOP, "shopify-eu:1", "1", NOON).observed());

      stage.until(NOON, NOON.plusSeconds(60));

      assertThat(stage.findings().values())
          .as("findings behind seed %d", seed)
          .anyMatch(
              finding -> finding.key().equals("shopify-eu:1") && finding.kind() == Kind.MISSING);
    }
  }

  private static void hostile(Stage stage, String file, long seed) {
    Mutation mutation = Mutations.of(example(file), seed);
    try {
      stage.bytes(file.substring(0, file.indexOf('.')), mutation.body());
    } catch (RuntimeException e) {
      throw new AssertionError(file + " with " + mutation, e);
    }
  }

  private static String example(String file) {
    try (InputStream stream = HostileEventsTest.class.getResourceAsStream(EXAMPLES + file)) {
      return new String(
          Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
