package io.plumbline.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** A loop of the engine outlives what nobody foresaw. */
class LivelinessTest {

  private final CountDownLatch rounds = new CountDownLatch(3);

  /** Mechanism: the outermost catch; without it the first surprise is the thread's last. */
  @Test
  void publisherGoesOnAfterAFailureThatNobodyForesaw() throws Exception {
    var producer =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

    try (var _ = new PublishingReplica(surprising(), producer, "changes")) {
      assertThat(rounds.await(30, TimeUnit.SECONDS))
          .as("rounds still missing: %d", rounds.getCount())
          .isTrue();
    }
  }

  private DataSource surprising() {
    return (DataSource)
        Proxy.newProxyInstance(
            LivelinessTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              rounds.countDown();
              throw new IllegalStateException("nobody foresaw this");
            });
  }
}
