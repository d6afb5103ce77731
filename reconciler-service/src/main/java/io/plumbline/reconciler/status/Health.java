package io.plumbline.reconciler.status;

import io.plumbline.reconciler.ledger.LedgerFeed;
import io.plumbline.reconciler.ledger.StandingFindings;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Whether the process can work. Business drift has a group of its own: it must never take a pod out
 * of rotation.
 */
@ApplicationScoped
class Health {

  @Produces
  @Liveness
  HealthCheck live(KafkaStreams streams, LedgerFeed feed) {
    return () ->
        HealthCheckResponse.named("reconciler")
            .status(streams.state() != KafkaStreams.State.ERROR && feed.alive())
            .withData("streams", streams.state().name())
            .build();
  }

  @Produces
  @Readiness
  HealthCheck ready(KafkaStreams streams) {
    return () ->
        HealthCheckResponse.named("topology")
            .status(streams.state().isRunningOrRebalancing())
            .withData("streams", streams.state().name())
            .build();
  }

  @Produces
  @Startup
  HealthCheck started(KafkaStreams streams) {
    return () ->
        HealthCheckResponse.named("topology created")
            .status(streams.state() != KafkaStreams.State.CREATED)
            .build();
  }

  @Produces
  @HealthGroup("drift")
  HealthCheck drift(StandingFindings findings) {
    return () -> {
      Map<String, Long> kinds = findings.byKind();
      var response = HealthCheckResponse.named("open findings").status(kinds.isEmpty());
      kinds.forEach(response::withData);
      return response.build();
    };
  }
}
