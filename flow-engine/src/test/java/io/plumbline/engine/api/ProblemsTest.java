package io.plumbline.engine.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class ProblemsTest {

  private final UriInfo request =
      (UriInfo)
          Proxy.newProxyInstance(
              UriInfo.class.getClassLoader(),
              new Class<?>[] {UriInfo.class},
              (proxy, method, arguments) -> "/webhooks/shop/orders");

  private final Problems problems = new Problems();

  @Test
  void takesACallerThatLeftForNoFaultOfOurs() {
    var left = new IOException(new IOException(new HttpClosedException("Connection was closed")));

    assertThat(problems.failed(left, request).getStatus()).isEqualTo(400);
  }

  @Test
  void ownsUpToEverythingElse() {
    assertThat(problems.failed(new IOException("disk"), request).getStatus()).isEqualTo(500);
  }
}
