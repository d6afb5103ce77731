package io.plumbline.engine.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A vendor over real HTTP that helps nobody: it creates a record for every POST, has no idempotency
 * key, may answer late or not at all, and may show a record only after a while.
 */
final class TestVendor implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final MutableClock clock;
  private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
  private final Map<String, ObjectNode> records = new HashMap<>();
  private final Set<String> hidden = new HashSet<>();
  private final Map<String, Integer> inFlight = new HashMap<>();
  private final List<String> writes = new ArrayList<>();
  private int mostInFlight;
  private int calls;
  private volatile int down;

  /** What happens to the next write. */
  sealed interface Fault {
    /** Takes effect, shows later if so asked, and the answer never comes. */
    record NoAnswer(boolean applied, boolean shown) implements Fault {}

    /** Takes effect and is answered, and shows only later. */
    record Unseen() implements Fault {}

    record Status(int code) implements Fault {}

    /** Holds the request until told, and then does it. */
    record Slow(CountDownLatch arrived, CountDownLatch go) implements Fault {}

    /** Holds the request until told, and then ends it so, having done nothing; 0 is no answer. */
    record SlowFailure(CountDownLatch arrived, CountDownLatch go, int status) implements Fault {}
  }

  TestVendor(MutableClock clock) {
    this.clock = clock;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/records", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void next(Fault... planned) {
    faults.addAll(List.of(planned));
  }

  /** Every call is answered so, until it is 0 again. */
  void down(int status) {
    down = status;
  }

  synchronized void reveal() {
    hidden.clear();
  }

  /** The records under that reference, also those that do not show yet. */
  synchronized List<ObjectNode> records(String reference) {
    return records.values().stream()
        .filter(record -> record.path("reference").asText().equals(reference))
        .toList();
  }

  synchronized int records() {
    return records.size();
  }

  /** Every write that took effect: reference and total, in order. */
  synchronized List<String> writes() {
    return List.copyOf(writes);
  }

  synchronized int mostInFlight() {
    return mostInFlight;
  }

  synchronized int calls() {
    return calls;
  }

  /** Somebody else makes a record under a name of their own; its id. */
  synchronized String staffMakes(String reference, String total) {
    String id = "r" + (records.size() + 1);
    ObjectNode record =
        JsonNodeFactory.instance.objectNode().put("id", id).put("reference", reference);
    records.put(id, set(record, total));
    return id;
  }

  /** Somebody else edits the record. */
  synchronized void edit(String reference, String total) {
    records(reference).forEach(record -> set(record, total));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      count();
      if (down > 0) {
        exchange.sendResponseHeaders(down, -1);
      } else if (exchange.getRequestMethod().equals("GET")) {
        answer(exchange, 200, read(exchange.getRequestURI()));
      } else {
        write(exchange, body);
      }
    }
  }

  private synchronized void count() {
    calls++;
  }

  private void write(HttpExchange exchange, JsonNode body) throws IOException {
    String reference = body.path("reference").asText();
    enter(reference);
    try {
      switch (faults.poll()) {
        case null -> answer(exchange, 200, apply(exchange, body, true));
        case Fault.Unseen() -> answer(exchange, 200, apply(exchange, body, false));
        case Fault.Status(int code) -> exchange.sendResponseHeaders(code, -1);
        case Fault.NoAnswer(boolean applied, boolean shown) -> {
          if (applied) {
            apply(exchange, body, shown);
          }
          // Closing without an answer: the client cannot know.
        }
        case Fault.Slow(CountDownLatch arrived, CountDownLatch go) -> {
          arrived.countDown();
          await(go);
          answer(exchange, 200, apply(exchange, body, true));
        }
        case Fault.SlowFailure(CountDownLatch arrived, CountDownLatch go, int status) -> {
          arrived.countDown();
          await(go);
          if (status > 0) {
            exchange.sendResponseHeaders(status, -1);
          }
        }
      }
    } finally {
      leave(reference);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody let the slow call go");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized ObjectNode apply(HttpExchange exchange, JsonNode body, boolean shown) {
    String reference = body.path("reference").asText();
    String total = body.path("total").asText();
    writes.add(reference + "=" + total);
    String path = exchange.getRequestURI().getPath();
    ObjectNode record;
    if (exchange.getRequestMethod().equals("POST")) {
      String id = "r" + (records.size() + 1);
      record = JsonNodeFactory.instance.objectNode().put("id", id).put("reference", reference);
      records.put(id, record);
      if (!shown) {
        hidden.add(id);
      }
    } else {
      record = Objects.requireNonNull(records.get(path.substring("/records/".length())));
    }
    return set(record, total);
  }

  private ObjectNode set(ObjectNode record, String total) {
    return record.put("total", total).put("modified", clock.instant().toString());
  }

  private synchronized JsonNode read(URI uri) {
    String asked =
        uri.getQuery() == null
            ? uri.getPath().substring("/records/".length())
            : uri.getQuery().substring("reference=".length());
    return records.values().stream()
        .filter(record -> !hidden.contains(record.path("id").asText()))
        .filter(record ->
            record.path("id").asText().equals(asked)
                || record.path("reference").asText().equals(asked))
        .findFirst()
        .<JsonNode>map(ObjectNode::deepCopy)
        .orElse(JsonNodeFactory.instance.objectNode());
  }

  private synchronized void enter(String reference) {
    mostInFlight = Math.max(mostInFlight, inFlight.merge(reference, 1, Integer::sum));
  }

  private synchronized void leave(String reference) {
    inFlight.merge(reference, -1, Integer::sum);
  }

  private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
