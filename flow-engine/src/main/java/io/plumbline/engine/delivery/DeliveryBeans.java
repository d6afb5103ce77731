package io.plumbline.engine.delivery;

import io.plumbline.engine.breaker.BreakerSettings;
import io.plumbline.engine.breaker.Breakers;
import io.plumbline.engine.intake.Rereads;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Hands the parts of delivery what they are configured with. */
@Singleton
class DeliveryBeans {

  @Produces
  @Singleton
  BreakerSettings breaker(DeliveryConfig config) {
    return new BreakerSettings(config.breakerFailures(), config.probe());
  }

  @Produces
  @Singleton
  ReadBack.Aftermath aftermath(
      Setbacks setbacks, Breakers breakers, Rereads rereads, DeliveryConfig config) {
    return new ReadBack.Aftermath(setbacks, breakers, rereads, config.retries());
  }
}
