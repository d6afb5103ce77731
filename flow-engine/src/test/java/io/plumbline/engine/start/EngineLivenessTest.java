package io.plumbline.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class EngineLivenessTest {

  @Test
  void livesWhileEveryLoopDoes() {
    assertThat(new EngineLiveness(Map.of("apply", () -> true, "deliver", () -> true)).call())
        .extracting(HealthCheckResponse::getStatus)
        .isEqualTo(Status.UP);
  }

  @Test
  void namesTheLoopThatEnded() {
    HealthCheckResponse answer =
        new EngineLiveness(Map.of("apply", () -> true, "deliver", () -> false)).call();

    assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
    assertThat(answer.getData()).hasValue(Map.of("apply", true, "deliver", false));
  }
}
