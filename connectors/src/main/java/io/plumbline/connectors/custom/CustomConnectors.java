package io.plumbline.connectors.custom;

import io.plumbline.connectors.http.HttpCaller;
import io.plumbline.connectors.http.LimitedCaller;
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

/** Opens connectors for {@code vendor: custom}. */
@ApplicationScoped
public class CustomConnectors implements ConnectorFactory {

  static final Set<String> SETTINGS =
      Set.of(
          "mapping",
          "id",
          "modified",
          "deleted",
          "number",
          "reference",
          "reference-namespace",
          "signature",
          "signature-header",
          "write-path",
          "read-path",
          "find-path",
          "changes-path",
          "listing-path",
          "records",
          "page-size",
          "throttle-pause");

  @Override
  public String vendor() {
    return "custom";
  }

  @Override
  public Set<String> settings() {
    return SETTINGS;
  }

  @Override
  public Connector open(
      Connection connection, Mappings mappings, Throttle throttle, Notes notes, Clock clock) {
    var settings = new Settings(connection, SETTINGS);
    var mapping = settings.text("mapping", connection.name() + "/order");
    var terms = CustomTerms.of(settings);
    var pause = settings.duration("throttle-pause", Duration.ofSeconds(1));
    var caller = new LimitedCaller(new HttpCaller(connection, clock), throttle, pause);
    var calls = new CustomCalls(connection, caller, clock);
    return new CustomConnector(
        mapping,
        new CustomWebhooks(settings, terms, clock),
        new CustomPayloads(mappings.named(mapping), terms),
        new CustomRecords(calls, terms, settings),
        CustomWrites.of(calls, terms, settings));
  }
}
