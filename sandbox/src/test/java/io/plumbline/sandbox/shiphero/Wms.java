package io.plumbline.sandbox.shiphero;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Caller;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.http.Reply;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.http.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An emulated warehouse with somebody who asks it things and somebody who hears its webhooks. */
final class Wms implements AutoCloseable {
  /** The bucket of an account, as the vendor has it. */
  static final int CREDITS = 4_004;

  private final List<Request> received = new CopyOnWriteArrayList<>();
  private final ShipheroEmulator emulator;
  private final Server receiver;
  private final Caller caller;
  private volatile Map<String, String> said = Map.of("code", "200", "Status", "Success");

  private Wms(int credits, Optional<Path> journal) {
    try {
      receiver = new Server(0, this::receive);
      emulator =
          new ShipheroEmulator(
              new AuthApi.Login("wms", "pw", "T"),
              new Credits.Plan(credits, 60, Credits.REQUESTS),
              new ShipheroEmulator.Place(0, 1, 60_000, journal),
              Clock.systemUTC());
      caller = new Caller(emulator.port(), "Authorization", "Bearer T");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Wms open() {
    return new Wms(CREDITS, Optional.empty());
  }

  static Wms with(int credits) {
    return new Wms(credits, Optional.empty());
  }

  static Wms on(Path journal) {
    return new Wms(CREDITS, Optional.of(journal));
  }

  /** From now on webhooks are answered so. */
  void says(Map<String, String> answer) {
    said = answer;
  }

  List<Request> received() {
    return List.copyOf(received);
  }

  int port() {
    return emulator.port();
  }

  /** Two lamps and three shades, under our own reference. */
  static String create(String reference) {
    return """
    mutation { order_create(data: { order_number: "5120", partner_order_id: "%s", currency: "GBP",
      total_price: "50.40", shipping_lines: { title: "Ground", price: "4.00" },
      shipping_address: { first_name: "Ivy", city: "London", country: "GB" },
      line_items: [
        { sku: "LAMP", partner_line_item_id: "31", quantity: 2, price: "19.00" }
        { sku: "SHADE", partner_line_item_id: "32", quantity: 3, price: "2.80" } ] })
      { complexity order { id legacy_id } } }
    """
        .formatted(reference);
  }

  JsonNode created() {
    JsonNode order = graphql(create("shop1:5120")).at("/data/order_create/order");
    assertThat(order.path("id").asText()).isNotEmpty();
    return order;
  }

  JsonNode graphql(String query) {
    return caller.call("POST", "/graphql", Json.object().put("query", query).toString()).json();
  }

  /** A mutation of the order, with more fields of its input. */
  JsonNode mutate(String name, JsonNode order, String fields) {
    return graphql(
        "mutation { %s(data: { order_id: \"%s\" %s }) { order { id } } }"
            .formatted(name, order.path("id").asText(), fields));
  }

  static String error(JsonNode answer) {
    return answer.at("/errors/0/message").asText();
  }

  /** The order as the API shows it. */
  JsonNode order(JsonNode order) {
    return graphql(
            """
            { order(id: "%s") { data { fulfillment_status total_price shipping_lines { title price }
              holds { fraud_hold operator_hold } shipping_address { city country }
              line_items(first: 9) { edges { node { id sku quantity quantity_allocated
                quantity_pending_fulfillment quantity_shipped backorder_quantity fulfillment_status } } }
              shipments { id legacy_id delivered warehouse_id
                shipping_labels { id carrier tracking_number tracking_status status }
                line_items(first: 9) { edges { node { quantity line_item { sku } } } } } } } }
            """
                .formatted(order.path("id").asText()))
        .at("/data/order/data");
  }

  static JsonNode line(JsonNode order, int place) {
    return order.at("/line_items/edges/" + place + "/node");
  }

  /** Every order that carries the reference. */
  JsonNode found(String reference) {
    return graphql(
            "{ orders(partner_order_id: \"%s\") { data(first: 9) { edges { node { id } } } } }"
                .formatted(reference))
        .at("/data/orders/data/edges");
  }

  /** What somebody in the hall does; the order as it is afterwards. */
  JsonNode act(JsonNode order, String action, String body) {
    Caller.Answered answer = caller.call("POST", path(order, action), body);
    assertThat(answer.status()).as("%s: %s", action, answer.json()).isEqualTo(200);
    return answer.json();
  }

  int refused(JsonNode order, String action, String body) {
    return caller.call("POST", path(order, action), body).status();
  }

  JsonNode control(String method, String path, String body) {
    return caller.call(method, "/sandbox/" + path, body).json();
  }

  /** As if an administrator had registered all webhooks before. */
  void hearAll(String secret) {
    emulator.hearAt(URI.create("http://127.0.0.1:" + receiver.port() + "/webhooks/wms"), secret);
  }

  String register() {
    return graphql(
            """
            mutation { webhook_create(data: { name: "Shipment Update", shop_name: "p",
              url: "http://127.0.0.1:%d/hook" }) { webhook { shared_signature_secret } } }
            """
                .formatted(receiver.port()))
        .at("/data/webhook_create/webhook/shared_signature_secret")
        .asText();
  }

  private static String path(JsonNode order, String action) {
    return "/sandbox/orders/" + order.path("legacy_id").asText() + "/" + action;
  }

  private Reply receive(Request request) {
    received.add(request);
    return Answer.ok(said);
  }

  @Override
  public void close() {
    caller.close();
    emulator.close();
    receiver.close();
  }
}
