package io.plumbline.order.aggregate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Replica;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An order told in steps: what the shop and the ERP say after each. */
public final class Story {

  private static final Instant PLACED = Instant.parse("2026-12-01T09:10:00Z");

  private final ObjectNode sold = JsonNodeFactory.instance.objectNode();
  private final ObjectNode buyer = JsonNodeFactory.instance.objectNode();
  private String payment = "pending";
  private String shippedInShop = "unfulfilled";
  private boolean deletedInShop;
  private boolean inShop = true;
  private boolean inErp;
  private String shippedInErp = "unfulfilled";
  private boolean billed;
  private boolean inWarehouse;
  private String shippedInWarehouse = "unfulfilled";
  private final ObjectNode shipments = JsonNodeFactory.instance.objectNode();
  private final ObjectNode voided = JsonNodeFactory.instance.objectNode();
  private final ObjectNode invoices = JsonNodeFactory.instance.objectNode();
  private final ObjectNode credits = JsonNodeFactory.instance.objectNode();

  private final Map<String, Other> others = new TreeMap<>();

  private record Other(String quantity, String status) {}

  private final ObjectNode askedOfWarehouse = JsonNodeFactory.instance.objectNode();
  private final ObjectNode picking = JsonNodeFactory.instance.objectNode();

  private Story() {
    sold.put("status", "open")
        .put("channel", "web")
        .put("number", "1120")
        .put("currency", "GBP")
        .put("placedAt", PLACED.toString())
        .put("total", "20.30")
        .put("subtotal", "15.30")
        .put("tax", "0.00")
        .put("discount", "0.00")
        .put("shipping", "5.00")
        .putObject("lines");
    buyer.put("email", "ada@example.test");
    buyer.putObject("shippingAddress").put("name", "Ada Lovelace").put("country", "GB");
    line("9001", "85123A", "6");
  }

  public static Story placed() {
    return new Story();
  }

  public Story line(String id, String sku, String quantity) {
    sold.withObject("/lines/" + id)
        .put("sku", sku)
        .put("quantity", quantity)
        .put("unitPrice", "2.55");
    return this;
  }

  public Story lineWithoutSku(String id) {
    sold.withObject("/lines/" + id).put("quantity", "1").put("unitPrice", "2.55");
    return this;
  }

  public Story through(String channel) {
    sold.put("channel", channel);
    return this;
  }

  public Story with(String field, String value) {
    sold.put(field, value);
    return this;
  }

  public Story payment(String status) {
    payment = status;
    return this;
  }

  public Story paid() {
    return payment("paid");
  }

  public Story editedTo(String quantity, String total) {
    sold.put("total", total);
    sold.withObject("/lines/9001").put("quantity", quantity);
    return this;
  }

  public Story cancelled() {
    sold.put("status", "cancelled").put("cancelReason", "customer").put("total", "0.00");
    sold.withObject("/lines/9001").put("quantity", "0");
    return this;
  }

  public Story archived() {
    sold.put("status", "closed");
    return this;
  }

  public Story deletedInShop() {
    deletedInShop = true;
    return this;
  }

  public Story onlyInErp() {
    inShop = false;
    return inErp();
  }

  public Story inErp() {
    inErp = true;
    return this;
  }

  public Story shippedInShop(String status) {
    shippedInShop = status;
    return this;
  }

  public Story shippedByErp(String status) {
    shippedInErp = status;
    return inErp();
  }

  public Story inWarehouse() {
    inWarehouse = true;
    return this;
  }

  /** The warehouse shipped this much of the first line. */
  public Story parcel(String id, String tracking, String quantity, String status) {
    shippedInWarehouse = status;
    shipments
        .putObject(id)
        .put("status", "shipped")
        .put("tracking", tracking)
        .putObject("lines")
        .put("9001", quantity);
    return inWarehouse();
  }

  /** A parcel that was told before and whose label the warehouse voided. */
  public Story voided(String id) {
    voided.set(id, shipments.remove(id));
    return this;
  }

  /** The ERP shows an invoice under that name. */
  public Story invoice(String name, String number) {
    invoices.putObject(name).put("number", number);
    return inErp();
  }

  /** The same of so many of the first line, for so much. */
  public Story invoice(String name, String number, String quantity, String total) {
    invoices.set(name, bill(number, quantity, total));
    return inErp();
  }

  /** The ERP shows so many credited of that invoice, for so much. */
  public Story credit(String invoice, String quantity, String total) {
    credits.set("CM" + credits.size(), bill("CM", quantity, total).put("invoice", invoice));
    return this;
  }

  private static ObjectNode bill(String number, String quantity, String total) {
    var bill = JsonNodeFactory.instance.objectNode().put("number", number).put("total", total);
    if (!quantity.isEmpty()) {
      bill.putObject("lines").put("9001", quantity);
    }
    return bill;
  }

  public Story withoutInvoices() {
    invoices.removeAll();
    return this;
  }

  /** Another warehouse shipped this much of the first line. */
  public Story alsoShipped(String warehouse, String quantity, String status) {
    others.put(warehouse, new Other(quantity, status));
    return this;
  }

  /** How far the warehouse is with the first line. */
  public Story picked(String asked, String shipped, String pending) {
    askedOfWarehouse.putObject("lines").putObject("9001").put("quantity", asked);
    picking.putObject("9001").put("shipped", shipped).put("pending", pending);
    return inWarehouse();
  }

  public Story billed() {
    billed = true;
    return inErp();
  }

  public Order order() {
    return Order.of(entity());
  }

  public Entity entity() {
    List<Replica> replicas = new ArrayList<>();
    if (inShop) {
      var facets =
          Map.of(
              "commercial", sold.deepCopy(),
              "fulfilment", status(shippedInShop),
              "billing", status(payment));
      replicas.add(replica("shopify-eu", Role.STOREFRONT, "5120", deletedInShop, facets, buyer));
    }
    if (inErp) {
      var facets =
          Map.of(
              "commercial", sold.deepCopy().put("status", "open").put("total", "19.99"),
              "fulfilment", status(shippedInErp),
              "billing", billing());
      replicas.add(
          replica(
              "netsuite", Role.ERP, "48211", false, facets, JsonNodeFactory.instance.objectNode()));
    }
    if (inWarehouse) {
      var fulfilment = status(shippedInWarehouse);
      fulfilment.set("shipments", shipments.deepCopy());
      fulfilment.set("voided", voided.deepCopy());
      if (!picking.isEmpty()) {
        fulfilment.set("lines", picking.deepCopy());
      }
      replicas.add(
          replica(
              "shiphero",
              Role.WMS,
              "T3JkZXI6NzAwMQ==",
              false,
              Map.of("commercial", askedOfWarehouse.deepCopy(), "fulfilment", fulfilment),
              JsonNodeFactory.instance.objectNode()));
    }
    others.forEach((warehouse, other) -> replicas.add(other(warehouse, other)));
    return new Entity("shopify-eu:5120", replicas);
  }

  private static Replica other(String warehouse, Other other) {
    var fulfilment = status(other.status());
    fulfilment.putObject("lines").putObject("9001").put("shipped", other.quantity());
    var commercial = JsonNodeFactory.instance.objectNode();
    return replica(
        warehouse,
        Role.WMS,
        "1",
        false,
        Map.of("commercial", commercial, "fulfilment", fulfilment),
        JsonNodeFactory.instance.objectNode());
  }

  private ObjectNode billing() {
    var billing = status(billed ? "billed" : "pending");
    billing.set("invoices", invoices.deepCopy());
    billing.set("credits", credits.deepCopy());
    return billing;
  }

  private static ObjectNode status(String status) {
    return JsonNodeFactory.instance.objectNode().put("status", status);
  }

  private static Replica replica(
      String connection,
      Role role,
      String id,
      boolean deleted,
      Map<String, ObjectNode> facets,
      ObjectNode personal) {
    return new Replica(
        connection,
        role,
        id,
        new Version(PLACED, 0),
        PLACED,
        PLACED,
        deleted,
        Content.of(deleted ? Map.of() : facets, personal));
  }
}
