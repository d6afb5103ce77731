package io.plumbline.order;

import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connection.Role;
import io.plumbline.order.rules.OrderRules;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/** The plain objects of the flow, made from configuration. */
@Singleton
class OrderBeans {

  @Produces
  @Singleton
  OrderRules rules(OrderConfig config, Connections connections) {
    return new OrderRules(
        connections.all().stream()
            .filter(connection -> connection.role() == Role.ERP)
            .map(Connection::name)
            .toList(),
        config.delivery().handledElsewhere().orElse(Set.of()));
  }
}
