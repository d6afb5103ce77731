package io.plumbline.engine.intake;

import io.plumbline.engine.secrecy.InboxKeys;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Intake can work while it can encrypt; PostgreSQL may be away for days. */
@Readiness
public class IntakeReadiness implements HealthCheck {

  private final InboxKeys keys;

  IntakeReadiness(InboxKeys keys) {
    this.keys = keys;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("intake").status(keys.ready()).build();
  }
}
