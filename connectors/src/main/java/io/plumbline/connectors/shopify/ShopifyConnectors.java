package io.plumbline.connectors.shopify;

import io.plumbline.connectors.http.AuthorizedCaller;
import io.plumbline.connectors.http.HttpCaller;
import io.plumbline.connectors.http.LimitedCaller;
import io.plumbline.connectors.http.RecentRecords;
import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.ConnectorFactory;
import io.plumbline.engine.connector.Notes;
import io.plumbline.engine.connector.Throttle;
import io.plumbline.engine.mapping.Mappings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** Opens connectors for {@code vendor: shopify}. */
@ApplicationScoped
public class ShopifyConnectors implements ConnectorFactory {

  static final Set<String> SETTINGS =
      Set.of(
          "api-version",
          "payments",
          "payouts",
          "payouts-every",
          "payout-settles",
          "payout-lookback",
          "payout-page-size",
          "payout-pages-per-poll",
          "payout-orders-per-poll",
          "changes-page-size",
          "page-size",
          "line-page-size",
          "line-page-size-alone",
          "shipment-page-size",
          "shipment-line-page-size",
          "cancel-refunds",
          "cancel-restocks",
          "cancel-notifies",
          "fulfilment-notifies",
          "carrier.*",
          "reuse-records",
          "rechecks-per-second",
          "throttle-pause");

  @Override
  public String vendor() {
    return "shopify";
  }

  @Override
  public Set<String> settings() {
    return SETTINGS;
  }

  @Override
  public Connector open(
      Connection connection, Mappings mappings, Throttle throttle, Notes notes, Clock clock) {
    var settings = new Settings(connection, SETTINGS);
    var pause = settings.duration("throttle-pause", Duration.ofSeconds(1));
    var http = new HttpCaller(connection, clock);
    var caller =
        new AuthorizedCaller(
            new LimitedCaller(http, throttle, pause),
            ShopifyLogin.tokens(connection, http, clock),
            "X-Shopify-Access-Token",
            "");
    var graph = new ShopifyGraph(settings, caller);
    var recent = RecentRecords.of(settings, clock);
    var shipments = new WholeShipments(graph, settings);
    return new ShopifyConnector(
        connection.name(),
        new ShopifyWebhooks(connection),
        new ShopifyPayloads(
            connection.name(),
            mappings.named(ShopifyConnector.REST_MAPPING),
            mappings.named(ShopifyConnector.GRAPH_MAPPING),
            ShopifyOrders.carriesPayments(settings)),
        new ShopifyOrders(
            graph,
            new ShopifyChanges(graph, settings),
            recent,
            shipments,
            new PaymentAccount(graph, notes, settings, clock),
            settings),
        writes(graph, shipments, settings));
  }

  private static ShopifyWrites writes(
      ShopifyGraph graph, WholeShipments shipments, Settings settings) {
    var desk = new ShippingDesk(graph, shipments, settings);
    return new ShopifyWrites(
        new CancelOrder(graph, settings),
        new ShipmentPlan(settings),
        new ShipGoods(desk),
        new ChangeTracking(desk),
        new TakeBack(desk));
  }
}
