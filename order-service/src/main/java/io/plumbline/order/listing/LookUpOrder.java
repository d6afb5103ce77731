package io.plumbline.order.listing;

import io.plumbline.engine.api.Timelines;
import io.plumbline.engine.apply.Replicas;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.flow.Replica;
import io.plumbline.engine.secrecy.Fingerprints;
import io.plumbline.engine.sql.Sql;
import io.plumbline.order.aggregate.Authority;
import io.plumbline.order.aggregate.Facet;
import io.plumbline.order.aggregate.Order;
import io.plumbline.order.hold.Holds;
import io.plumbline.order.listing.OrderPicture.Delivery;
import io.plumbline.order.listing.OrderPicture.Exceptional;
import io.plumbline.order.listing.OrderPicture.Said;
import io.plumbline.order.sku.UnknownSkus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Looks one order up, with all its systems say. */
@Singleton
class LookUpOrder {

  private final Replicas replicas;
  private final Flow flow;
  private final Fingerprints fingerprints;
  private final UnknownSkus unknownSkus;
  private final Holds holds;

  LookUpOrder(
      Replicas replicas,
      Flow flow,
      Fingerprints fingerprints,
      UnknownSkus unknownSkus,
      Holds holds) {
    this.replicas = replicas;
    this.flow = flow;
    this.fingerprints = fingerprints;
    this.unknownSkus = unknownSkus;
    this.holds = holds;
  }

  Optional<OrderPicture> order(Connection tx, String key) {
    return Timelines.keyNow(tx, key).map(now -> picture(tx, now));
  }

  private OrderPicture picture(Connection tx, String key) {
    var entity = replicas.load(tx, key);
    var order = Order.of(entity);
    var decision = flow.decide(tx, entity);
    return new OrderPicture(
        key,
        order.state().name(),
        order.fulfilment().word(),
        order.billing().orElse(null),
        authority(order),
        holds.of(tx, key).orElse(null),
        decision.exceptions().stream()
            .map(exception -> new Exceptional(exception.code(), exception.explanation()))
            .toList(),
        unknownSkus.of(tx, order, decision),
        entity.replicas().stream().map(this::said).toList(),
        deliveries(tx, key));
  }

  private static Map<String, Role> authority(Order order) {
    var authority = new LinkedHashMap<String, Role>();
    for (var facet : Facet.values()) {
      authority.put(facet.name().toLowerCase(Locale.ROOT), Authority.over(facet, order));
    }
    return authority;
  }

  private Said said(Replica replica) {
    return new Said(
        replica.connection(),
        replica.role(),
        replica.externalId(),
        replica.version().number(),
        replica.occurredAt(),
        replica.observedAt(),
        replica.deleted(),
        replica.content().facets(),
        fingerprints.of(replica.content().personal()));
  }

  private static List<Delivery> deliveries(Connection tx, String key) {
    return Sql.all(
        tx,
        row ->
            new Delivery(
                row.getString("connection"),
                row.getString("reference"),
                row.getLong("revision"),
                row.getLong("achieved"),
                row.getString("state")),
        "select * from delivery where key = ? order by connection",
        key);
  }
}
