package io.plumbline.engine.kafka;

import io.plumbline.engine.flow.Flow;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The flow's topics. */
@Singleton
public class Topics {

  private final String flow;
  private final TopicsConfig config;

  @Inject
  public Topics(Flow flow, TopicsConfig config) {
    this.flow = flow.name();
    this.config = config;
  }

  public String inbox() {
    return "plumbline." + flow + ".inbox";
  }

  public String changes() {
    return "plumbline." + flow + ".changes";
  }

  public Duration inboxRetention() {
    return config.inboxRetention();
  }

  /** How long start waits for a broker. */
  public Duration patience() {
    return config.patience();
  }

  /** Creates what is missing; what exists stays as its owner set it. */
  public void create(KafkaClients clients) {
    try (Admin admin = clients.admin()) {
      // The broker's clock stamps the inbox: that time is when a record was observed.
      create(
          admin,
          inbox(),
          Map.of(
              TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
              TopicConfig.RETENTION_MS_CONFIG, String.valueOf(config.inboxRetention().toMillis()),
              TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(8 * 1024 * 1024)));
      create(
          admin,
          changes(),
          Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(8 * 1024 * 1024)));
    }
  }

  private void create(Admin admin, String name, Map<String, String> settings) {
    var topic = new NewTopic(name, config.partitions(), config.replicas()).configs(settings);
    try {
      admin
          .createTopics(List.of(topic))
          .all()
          .get(config.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("topic %s could not be created".formatted(name), e);
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "kafka.bootstrap.servers: expected a broker that answers within %s, found none."
              .formatted(config.patience()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topic " + name, e);
    }
  }
}
