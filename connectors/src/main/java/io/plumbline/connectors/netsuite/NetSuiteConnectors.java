package io.plumbline.connectors.netsuite;

import io.plumbline.connectors.http.AuthorizedCaller;
import io.plumbline.connectors.http.HttpCaller;
import io.plumbline.connectors.http.LimitedCaller;
import io.plumbline.connectors.http.RecentRecords;
import io.plumbline.connectors.http.Settings;
import io.plumbline.connectors.record.References;
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

/** Opens connectors for {@code vendor: netsuite}. */
@ApplicationScoped
public class NetSuiteConnectors implements ConnectorFactory {

  static final Set<String> SETTINGS =
      Set.of(
          "token-algorithm",
          "token-scope",
          "token-endpoint",
          "token-audience",
          "reference-namespace",
          "default-customer",
          "customer.*",
          "currency.*",
          "subsidiary",
          "location",
          "location.*",
          "read-children",
          "ship-status",
          "shipment-date",
          "shipping-address",
          "tax",
          "discount-item",
          "cancel",
          "line-reference",
          "taxes-included",
          "query-zone",
          "deleted-table",
          "deleted-type",
          "page-size",
          "reuse-records",
          "rechecks-per-second",
          "throttle-pause");

  @Override
  public String vendor() {
    return "netsuite";
  }

  @Override
  public Set<String> settings() {
    return SETTINGS;
  }

  @Override
  public Connector open(
      Connection connection, Mappings mappings, Throttle throttle, Notes notes, Clock clock) {
    var settings = new Settings(connection, SETTINGS);
    var terms = NetSuiteTerms.of(settings);
    var api = api(connection, settings, throttle, clock);
    var times = new NetSuiteTimes(settings.zone("query-zone", connection.zone()));
    var recent = RecentRecords.of(settings, clock);
    var payloads =
        new NetSuitePayloads(
            mappings.named(NetSuiteConnector.MAPPING),
            new NetSuiteNames(new References(settings.text("reference-namespace", ""))),
            new NetSuiteContent(
                connection.zone(),
                terms.currencyCodes(),
                !terms.cancelsByStatus(),
                new NetSuiteChildContent(terms)));
    var queries = NetSuiteQueries.of(settings, times);
    var families = new NetSuiteFamilies(api, queries, recent);
    return new NetSuiteConnector(
        api,
        new NetSuiteWebhooks(connection),
        payloads,
        new NetSuiteOrders(api, queries, families, settings),
        new NetSuitePlan(terms, new SalesOrderBody(terms), new NetSuiteChildPlan(terms)));
  }

  private static NetSuiteApi api(
      Connection connection, Settings settings, Throttle throttle, Clock clock) {
    var pause = settings.duration("throttle-pause", Duration.ofSeconds(1));
    var http = new HttpCaller(connection, clock);
    var caller =
        new AuthorizedCaller(
            new LimitedCaller(http, throttle, pause),
            NetSuiteLogin.tokens(connection, settings, http, clock),
            "Authorization",
            "Bearer ");
    return new NetSuiteApi(connection, caller, pause);
  }
}
