package io.plumbline.connectors.shiphero;

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
import java.time.ZoneOffset;
import java.util.Set;

/** Opens connectors for {@code vendor: shiphero}. */
@ApplicationScoped
public class ShipHeroConnectors implements ConnectorFactory {

  static final Set<String> SETTINGS =
      Set.of(
          "api-zone",
          "reference-namespace",
          "shop-name",
          "customer-account",
          "shipping-title",
          "graphql",
          "token-endpoint",
          "refresh-endpoint",
          "token-lifetime",
          "budget-per-second",
          "changes-page-size",
          "page-size",
          "line-page-size",
          "reuse-records",
          "rechecks-per-second",
          "throttle-pause");

  @Override
  public String vendor() {
    return "shiphero";
  }

  @Override
  public Set<String> settings() {
    return SETTINGS;
  }

  @Override
  public Connector open(
      Connection connection, Mappings mappings, Throttle throttle, Notes notes, Clock clock) {
    var settings = new Settings(connection, SETTINGS);
    var graph = graph(settings, throttle, clock);
    var times = new ShipHeroTimes(settings.zone("api-zone", ZoneOffset.UTC));
    var recent = RecentRecords.of(settings, clock);
    var orders = new ShipHeroOrders(graph, times, recent, settings);
    var payloads =
        new ShipHeroPayloads(
            mappings.named(ShipHeroConnector.MAPPING),
            new References(settings.text("reference-namespace", "")),
            new ShipHeroContent(times),
            times);
    return new ShipHeroConnector(
        new ShipHeroWebhooks(connection),
        payloads,
        orders,
        new ShipHeroPlan(new ShipHeroBody(times, settings)),
        new ShipHeroWrites(connection.name(), graph, orders));
  }

  private static ShipHeroGraph graph(Settings settings, Throttle throttle, Clock clock) {
    var pause = settings.duration("throttle-pause", Duration.ofSeconds(1));
    var http = new HttpCaller(settings.connection(), clock);
    var caller =
        new AuthorizedCaller(
            new LimitedCaller(http, throttle, pause),
            ShipHeroLogin.tokens(settings, http, clock),
            "Authorization",
            "Bearer ");
    return new ShipHeroGraph(settings, caller);
  }
}
