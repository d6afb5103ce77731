package io.plumbline.reconciler.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Makes the configured policy available as a value. */
@ApplicationScoped
class PolicyProducer {

  @Produces
  @Singleton
  Policy policy(PolicyConfig config, Connections connections, Deliveries deliveries, Config all) {
    List<String> problems =
        new ArrayList<>(
            PolicyCheck.problems(
                all.getPropertyNames(), config.comparedFields(), config.severities().keySet()));
    problems.addAll(PolicyCheck.problems(config.windowFloor(), config.windowCeiling()));
    problems.addAll(PolicyCheck.problems(config.presence()));
    problems.addAll(PolicyCheck.currencies(config.supportCostPerOrder().keySet()));
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join("; ", problems));
    }
    return Policy.of(config, connections, deliveries);
  }
}
