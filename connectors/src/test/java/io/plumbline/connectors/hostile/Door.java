package io.plumbline.connectors.hostile;

import io.plumbline.connectors.custom.CustomConnectors;
import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.fixtures.KeptNotes;
import io.plumbline.connectors.fixtures.RecordingThrottle;
import io.plumbline.connectors.http.Hmac;
import io.plumbline.connectors.netsuite.NetSuiteConnectors;
import io.plumbline.connectors.shiphero.ShipHeroConnectors;
import io.plumbline.connectors.shopify.ShopifyConnectors;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.ConnectorFactory;
import io.plumbline.engine.connector.Webhook;
import io.plumbline.engine.mapping.MappingFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One shape in which a vendor's records come in.
 *
 * @param payload as the vendor sends it
 */
record Door(Connector connector, String topic, String payload, Signature signature) {

  private static final String SECRET = "the webhook secret";

  /** Where that vendor puts the signature, and how it is written. */
  private interface Signature {
    Map<String, String> over(byte[] body);
  }

  /** Every shape of every vendor. */
  static List<Door> all(Path mappings) throws IOException {
    Files.createDirectories(mappings.resolve("own-shop"));
    Files.writeString(mappings.resolve("own-shop/order.yaml"), resource("custom-mapping.yaml"));
    var own = new MappingFiles(Optional.of(mappings));
    var shop = opened(new ShopifyConnectors(), ConnectionBuilder.shop(), own);
    var erp = opened(new NetSuiteConnectors(), ConnectionBuilder.erp(), own);
    var warehouse = opened(new ShipHeroConnectors(), ConnectionBuilder.warehouse(), own);
    var ownShop = opened(new CustomConnectors(), ownShop(), own);
    return List.of(
        new Door(shop, "orders/updated", resource("shopify-order.json"), Door::shopify),
        new Door(shop, "poll/order", resource("shopify-order-graphql.json"), Door::shopify),
        new Door(erp, "poll/salesOrder", resource("netsuite-sales-order.json"), Door::netsuite),
        new Door(erp, "salesOrder", resource("netsuite-event.json"), Door::netsuite),
        new Door(warehouse, "poll/order", resource("shiphero-order.json"), Door::shiphero),
        new Door(warehouse, "shipment-update", resource("shiphero-webhook.json"), Door::shiphero),
        new Door(ownShop, "order", resource("custom-order.json"), Door::custom));
  }

  Webhook signed(byte[] body) {
    return new Webhook(topic, signature.over(body), body);
  }

  @Override
  public String toString() {
    return connector.getClass().getSimpleName() + " " + topic;
  }

  private static ConnectionBuilder ownShop() {
    return ConnectionBuilder.own()
        .setting("signature", "body")
        .setting("id", "nr")
        .setting("modified", "changed")
        .setting("deleted", "deleted")
        .setting("reference", "ref")
        .setting("number", "no");
  }

  private static Connector opened(
      ConnectorFactory factory, ConnectionBuilder connection, MappingFiles mappings) {
    return factory.open(
        connection.secret("webhook-secret", SECRET).build(),
        mappings,
        new RecordingThrottle(),
        new KeptNotes(),
        Clock.systemUTC());
  }

  private static Map<String, String> shopify(byte[] body) {
    return Map.of("X-Shopify-Hmac-Sha256", base64(body));
  }

  private static Map<String, String> shiphero(byte[] body) {
    return Map.of("x-shiphero-hmac-sha256", base64(body));
  }

  private static Map<String, String> netsuite(byte[] body) {
    return Map.of("X-Hub-Signature", "sha256=" + hex(body));
  }

  private static Map<String, String> custom(byte[] body) {
    return Map.of("x-plumbline-signature", hex(body));
  }

  private static String base64(byte[] body) {
    return Base64.getEncoder().encodeToString(Hmac.sha256(SECRET, body));
  }

  private static String hex(byte[] body) {
    return HexFormat.of().formatHex(Hmac.sha256(SECRET, body));
  }

  private static String resource(String name) {
    try (InputStream file = Door.class.getResourceAsStream("/hostile/" + name)) {
      return new String(
          java.util.Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
