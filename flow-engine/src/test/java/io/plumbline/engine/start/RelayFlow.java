package io.plumbline.engine.start;

import io.plumbline.engine.apply.ScriptedConnector;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.ConnectorFactory;
import io.plumbline.engine.connector.Notes;
import io.plumbline.engine.connector.Throttle;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.flow.Want;
import io.plumbline.engine.mapping.Mappings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** A flow under which the ERP ought to say what the storefront says, with scripted vendors. */
final class RelayFlow {

  private RelayFlow() {}

  /** The rules of the flow. */
  @Singleton
  static final class Rules implements Flow {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public Decision decide(java.sql.Connection tx, Entity entity) {
      return new Decision(
          entity
              .in(Role.STOREFRONT)
              .map(replica -> new Want("erp", entity.key(), replica.content()))
              .toList(),
          List.of(),
          java.util.Set.of());
    }

    @Override
    public void store(java.sql.Connection tx, List<Decided> decided) {}

    @Override
    public void merged(java.sql.Connection tx, String from, String into) {}
  }

  /** Opens scripted vendors. */
  @Singleton
  static final class Vendors implements ConnectorFactory {
    @Override
    public String vendor() {
      return "scripted";
    }

    @Override
    public Connector open(
        Connection connection, Mappings mappings, Throttle throttle, Notes notes, Clock clock) {
      return new ScriptedConnector(clock);
    }
  }
}
