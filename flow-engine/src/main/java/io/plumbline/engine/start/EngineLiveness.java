package io.plumbline.engine.start;

import io.plumbline.engine.apply.Applying;
import io.plumbline.engine.publish.Publishing;
import jakarta.inject.Inject;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A loop whose thread is gone comes back with a new process only. */
@Liveness
public class EngineLiveness implements HealthCheck {

  private final BooleanSupplier applying;
  private final BooleanSupplier publishing;

  @Inject
  EngineLiveness(Applying applying, Publishing publishing) {
    this(applying::alive, publishing::alive);
  }

  EngineLiveness(BooleanSupplier applying, BooleanSupplier publishing) {
    this.applying = applying;
    this.publishing = publishing;
  }

  @Override
  public HealthCheckResponse call() {
    boolean applies = applying.getAsBoolean();
    boolean publishes = publishing.getAsBoolean();
    return HealthCheckResponse.named("engine loops")
        .status(applies && publishes)
        .withData("apply", applies)
        .withData("publish", publishes)
        .build();
  }
}
