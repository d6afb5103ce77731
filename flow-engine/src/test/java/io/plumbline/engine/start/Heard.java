package io.plumbline.engine.start;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.engine.kafka.KafkaClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Everything that a topic has carried so far, read from its beginning. */
public final class Heard implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<Message> messages = new ArrayList<>();

  public Heard(KafkaClients clients, String topic) {
    consumer = clients.consumer("test-" + UUID.randomUUID(), 500);
    consumer.subscribe(List.of(topic));
  }

  /** The first message of its kind; fails with all that was heard where none comes. */
  public Message first(String what, Predicate<Message> wanted) {
    return await(what)
        .atMost(PATIENCE)
        .until(
            () -> messages().stream().filter(wanted).toList(), new Shown(found -> !found.isEmpty()))
        .getFirst();
  }

  /** All that was heard up to now. */
  public List<Message> messages() {
    consumer.poll(Duration.ofMillis(100)).forEach(record -> messages.add(new Message(record)));
    return List.copyOf(messages);
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** Says what was heard when the wait is over. */
  private final class Shown extends org.hamcrest.BaseMatcher<List<Message>> {
    private final Predicate<List<Message>> enough;

    Shown(Predicate<List<Message>> enough) {
      this.enough = enough;
    }

    @Override
    @SuppressWarnings("unchecked")
    public boolean matches(Object found) {
      return enough.test((List<Message>) found);
    }

    @Override
    public void describeTo(org.hamcrest.Description description) {
      description.appendText("one among " + messages);
    }
  }

  /** A message with its headers as text. */
  public record Message(ConsumerRecord<String, byte[]> record) {

    public Optional<String> header(String name) {
      return Optional.ofNullable(record.headers().lastHeader(name))
          .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    /** The last part of the event's type, such as {@code observed}. */
    public String type() {
      return header("ce_type")
          .map(type -> type.replaceFirst("\\.v1$", "").replaceFirst(".*\\.", ""))
          .orElse("");
    }

    public boolean about(String key) {
      return key.equals(record.key());
    }

    public JsonNode value() {
      try {
        return JSON.readTree(record.value());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return type() + " " + record.key() + " " + header("ce_source").orElse("");
    }
  }
}
