package io.plumbline.reconciler.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the configured policy available as a value. */
@ApplicationScoped
class PolicyProducer {

  @Produces
  @Singleton
  Policy policy(PolicyConfig config, Connections connections) {
    return Policy.of(config, connections);
  }
}
