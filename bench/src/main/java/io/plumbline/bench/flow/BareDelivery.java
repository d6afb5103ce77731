package io.plumbline.bench.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.bench.report.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * So many clients at once that each write a sales order into the emulated ERP and read it back: the
 * least that a delivery can be. Nothing is claimed, looked up, journalled or remembered.
 */
final class BareDelivery {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ORDERS = "/services/rest/record/v1/salesOrder/eid:bare:";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicLong next = new AtomicLong();
  private final String erp;
  private final String token;
  private final int clients;

  BareDelivery(String erp, String token, int clients) {
    this.erp = erp;
    this.token = token;
    this.clients = clients;
  }

  /** The ERP knows these items from then on. */
  void prepare(List<String> skus) throws InterruptedException {
    ObjectNode items = JSON.createObjectNode();
    skus.forEach(items.putArray("skus")::add);
    send(request("/sandbox/items").POST(BodyPublishers.ofString(items.toString())));
  }

  Samples write(Duration length) throws InterruptedException {
    var latencies = new ConcurrentHistogram(Samples.histogram());
    latencies.reset();
    long began = System.nanoTime();
    long end = began + length.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                while (System.nanoTime() < end) {
                  long sent = System.nanoTime();
                  writeOne();
                  latencies.recordValue((System.nanoTime() - sent) / 1_000);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return new Samples(
        latencies.getTotalCount(), Duration.ofNanos(System.nanoTime() - began), latencies);
  }

  private void writeOne() {
    String path = ORDERS + next.incrementAndGet();
    try {
      send(request(path).PUT(BodyPublishers.ofString(order())));
      send(request(path + "?expandSubResources=true").GET());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing an order", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(erp + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private void send(HttpRequest.Builder request) throws InterruptedException {
    try {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            "expected %s to succeed, found %d: %s"
                .formatted(answer.uri(), answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the emulated ERP does not answer", e);
    }
  }

  /** With as many lines as the orders of {@link OrderWebhooks} have. */
  private static String order() {
    ObjectNode order = JSON.createObjectNode();
    order.putObject("entity").put("externalId", "guest");
    order.putObject("currency").put("id", "2");
    order.put("tranDate", "2026-11-20").put("taxTotal", 18.36);
    var items = order.putObject("item").putArray("items");
    for (String sku : OrderWebhooks.skus()) {
      var line = items.addObject().put("quantity", 4).put("rate", 2.55).put("amount", 10.20);
      line.putObject("item").put("externalId", sku);
      line.putObject("price").put("id", "-1");
    }
    return order.toString();
  }
}
