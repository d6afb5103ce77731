package io.plumbline.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.connector.Unusable;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** A shop that takes no money through Shopify Payments has no account, and that is no error. */
class NoShopifyPaymentsIT extends EmulatedShop {

  @Test
  void carriesPaymentsAndNothingOfPayouts() throws Unusable {
    var id = place(1, "false", "0");
    connector =
        connector(connection().setting("payouts", "true"), Clock.fixed(NOW, ZoneOffset.UTC));
    connector.lookAside();

    var billing = facet(reading(polled(id)), "billing");

    assertThat(billing.path("payments").iterator().next().path("viaPayout").asBoolean()).isFalse();
    assertThat(billing.has("payouts")).isFalse();
  }
}
