package io.plumbline.engine.start;

import io.plumbline.engine.apply.Applying;
import io.plumbline.engine.delivery.DeliveryService;
import io.plumbline.engine.intake.Listening;
import io.plumbline.engine.publish.Publishing;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A loop whose thread is gone comes back with a new process only. */
@Liveness
public class EngineLiveness implements HealthCheck {

  private final Map<String, BooleanSupplier> loops;

  @Inject
  EngineLiveness(
      Applying applying, Publishing publishing, DeliveryService delivering, Listening listening) {
    this(
        Map.of(
            "apply", applying::alive,
            "publish", publishing::alive,
            "deliver", delivering::alive,
            "listen", listening::alive));
  }

  EngineLiveness(Map<String, BooleanSupplier> loops) {
    this.loops = new TreeMap<>(loops);
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("engine loops").up();
    loops.forEach((name, alive) -> {
      boolean lives = alive.getAsBoolean();
      answer.withData(name, lives);
      if (!lives) {
        answer.down();
      }
    });
    return answer.build();
  }
}
