package io.plumbline.order;

import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connection.Role;
import io.plumbline.order.rules.Books;
import io.plumbline.order.rules.OrderRules;
import io.plumbline.order.rules.Warehouses;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The plain objects of the flow, made from configuration. */
@Singleton
class OrderBeans {

  @Produces
  @Singleton
  OrderRules rules(OrderConfig config, Connections connections) {
    var delivery = config.delivery();
    var warehouses =
        new Warehouses(named(connections, Role.WMS), delivery.warehouses(), delivery.holdUnpaid());
    var storefronts = new HashSet<>(named(connections, Role.STOREFRONT));
    storefronts.addAll(named(connections, Role.MARKETPLACE));
    return new OrderRules(
        named(connections, Role.ERP),
        warehouses.checked(storefronts),
        delivery.handledElsewhere().orElse(Set.of()),
        new Books(config.books().deposits(), config.books().invoices()));
  }

  private static List<String> named(Connections connections, Role role) {
    return connections.all().stream()
        .filter(connection -> connection.role() == role)
        .map(Connection::name)
        .toList();
  }
}
