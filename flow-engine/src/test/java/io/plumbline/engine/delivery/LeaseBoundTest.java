package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.connector.Throttle;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseBoundTest {

  @Test
  void refusesATimeoutThatCouldOutliveTheLease() {
    assertThatThrownBy(() -> LeaseBound.check(target("PT7.5S"), Duration.ofSeconds(15)))
        .hasMessageContaining("plumbline.connections.erp.timeout")
        .hasMessageContaining("plumbline.delivery.lease");
  }

  @Test
  void acceptsOneThatCannot() {
    assertThatCode(() -> LeaseBound.check(target("PT7.499S"), Duration.ofSeconds(15)))
        .doesNotThrowAnyException();
  }

  private static Target target(String timeout) {
    var connection =
        new Connection(
            "erp",
            "test",
            Role.ERP,
            Mode.LIVE,
            ZoneOffset.UTC,
            URI.create("http://127.0.0.1"),
            Map.of(),
            Optional.empty(),
            Duration.parse(timeout),
            Duration.ofSeconds(4),
            1,
            Map.of());
    return new Target(connection, new TestConnector(connection, new Unlimited()));
  }

  private record Unlimited() implements Throttle {
    @Override
    public Slot take(int cost) {
      return () -> {};
    }

    @Override
    public void observed(double available, double maximum, double perSecond) {}

    @Override
    public void pause(Duration pause) {}
  }
}
