package io.plumbline.order.aggregate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Exceptional;
import io.plumbline.engine.flow.Replica;
import io.plumbline.order.aggregate.Progress.Facts;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One order: what every system says about it, and what follows from it taken together. */
public final class Order {

  private static final Set<Role> SELLING = Set.of(Role.STOREFRONT, Role.MARKETPLACE);
  private static final Set<String> PROMISED =
      Set.of("authorized", "paid", "partiallyRefunded", "refunded");
  private static final Set<String> SETTLED = Set.of("paid", "partiallyRefunded", "refunded");

  private final Entity entity;
  private final Progress progress;

  private Order(Entity entity) {
    this.entity = entity;
    this.progress = Progress.from(facts());
  }

  /** The order that these records are. */
  public static Order of(Entity entity) {
    return new Order(entity);
  }

  public String key() {
    return entity.key();
  }

  /**
   * Where it was sold: the oldest living record of a selling system; absent if it never had one.
   */
  public Optional<Replica> origin() {
    return selling().filter(replica -> !replica.deleted()).findFirst();
  }

  /** It was sold somewhere, and that record is gone. */
  public boolean originDeleted() {
    return origin().isEmpty() && selling().findFirst().isPresent();
  }

  public Optional<Replica> in(String connection) {
    return living().filter(replica -> replica.connection().equals(connection)).findFirst();
  }

  public boolean isIn(Role role) {
    return entity.in(role).findAny().isPresent();
  }

  /** Where a living record of it stands. */
  public List<String> connections() {
    return living().map(Replica::connection).distinct().sorted().toList();
  }

  public LifeCycle state() {
    return progress.state();
  }

  /** Where it was sold it was called off, whatever has left the warehouse by then. */
  public boolean calledOff() {
    return origin().filter(origin -> commercial(origin).cancelled()).isPresent();
  }

  /** The money is there or its payer has committed to it. */
  public boolean paymentPromised() {
    return origin().map(Order::billingStatus).filter(PROMISED::contains).isPresent();
  }

  /** What left the warehouses, as they tell it. */
  public List<Shipment> shipments() {
    return among("shipments");
  }

  /** What they told before and takes no goods anywhere: its label was voided. */
  public List<Shipment> voided() {
    return among("voided");
  }

  /** What that connection has billed of it. */
  public Invoices invoices(String connection) {
    return new Invoices(
        in(connection)
            .map(record -> facet(record, "billing"))
            .orElseGet(JsonNodeFactory.instance::objectNode));
  }

  private List<Shipment> among(String name) {
    return entity
        .in(Role.WMS)
        .flatMap(warehouse ->
            facet(warehouse, "fulfilment").path(name).properties().stream()
                .map(shipment ->
                    new Shipment(
                        warehouse.connection(),
                        shipment.getKey(),
                        (ObjectNode) shipment.getValue())))
        .toList();
  }

  /** What the systems say that cannot be. */
  public List<Exceptional> surprises() {
    return progress.surprises();
  }

  /**
   * The furthest that any system reports: news of one parcel reaches them one after the other. What
   * a warehouse gave up has not left it, though it is done with the order.
   */
  public Fulfilment fulfilment() {
    return living()
        .filter(replica -> !said(replica).isEmpty())
        .map(replica -> {
          var word = Fulfilment.of(said(replica));
          var done = replica.role() == Role.WMS && word == Fulfilment.FULFILLED;
          return done && !givenUp(replica).isEmpty() ? Fulfilment.PARTIAL : word;
        })
        .reduce(Fulfilment.UNFULFILLED, Fulfilment::orFurther);
  }

  /** Where what is sold by now and what the warehouses shipped part, once all are done with it. */
  public List<Uneven> uneven() {
    var warehouses = entity.in(Role.WMS).filter(record -> !stopped(record)).toList();
    var done =
        warehouses.stream()
            .allMatch(record ->
                said(record).equals(Fulfilment.FULFILLED.word()) && !lines(record).isEmpty());
    return calledOff() || warehouses.isEmpty() || !done ? List.of() : uneven(warehouses);
  }

  private List<Uneven> uneven(List<Replica> warehouses) {
    var sold = new TreeMap<String, BigDecimal>();
    origin()
        .map(Order::commercial)
        .ifPresent(commercial ->
            commercial
                .lines()
                .forEach((id, line) -> line.quantity().ifPresent(much -> sold.put(id, much))));
    var shipped = new TreeMap<String, BigDecimal>();
    for (var warehouse : warehouses) {
      lines(warehouse)
          .properties()
          .forEach(line ->
              shipped.merge(
                  line.getKey(),
                  new BigDecimal(line.getValue().path("shipped").asText("0")),
                  BigDecimal::add));
    }
    shipped.keySet().forEach(id -> sold.putIfAbsent(id, BigDecimal.ZERO));
    return sold.entrySet().stream()
        .map(line ->
            new Uneven(
                line.getKey(),
                line.getValue(),
                shipped.getOrDefault(line.getKey(), BigDecimal.ZERO)))
        .filter(line -> line.sold().compareTo(line.shipped()) != 0)
        .toList();
  }

  private static JsonNode lines(Replica warehouse) {
    return facet(warehouse, "fulfilment").path("lines");
  }

  /** Called off there before anything left: another one ships it. */
  private static boolean stopped(Replica warehouse) {
    return commercial(warehouse).cancelled()
        && !said(warehouse).equals(Fulfilment.FULFILLED.word())
        && !said(warehouse).equals(Fulfilment.PARTIAL.word());
  }

  private List<Shortfall> givenUp(Replica warehouse) {
    var asked = Shortfall.in(facet(warehouse, "commercial"), facet(warehouse, "fulfilment"));
    return calledOff() ? asked : asked.stream().filter(this::isStillWanted).toList();
  }

  /** An edit may have taken off what was not found. */
  private boolean isStillWanted(Shortfall shortfall) {
    return origin()
        .map(Order::commercial)
        .map(sold -> sold.lines().get(shortfall.line()))
        .flatMap(Commercial.Line::quantity)
        .filter(sold -> sold.compareTo(shortfall.shipped()) > 0)
        .isPresent();
  }

  private static String said(Replica replica) {
    return facet(replica, "fulfilment").path("status").asText("");
  }

  /** How far a connection that holds the order is by its own word; else as far as any says. */
  public Fulfilment fulfilmentIn(String connection) {
    return in(connection)
        .map(Order::said)
        .filter(word -> !word.isEmpty())
        .map(Fulfilment::of)
        .orElseGet(this::fulfilment);
  }

  public boolean billed() {
    return statuses(Role.ERP).anyMatch("billed"::equals);
  }

  /** The billing status in the record that has authority over it. */
  public Optional<String> billing() {
    return Stream.concat(
            statuses(Role.ERP).filter("billed"::equals),
            origin().stream().map(Order::billingStatus))
        .filter(status -> !status.isEmpty())
        .findFirst();
  }

  /** The commercial facet of the record that has authority over it in this state. */
  public Optional<Commercial> commercial() {
    var role = Authority.over(Facet.COMMERCIAL, this);
    return entity
        .in(role)
        .findFirst()
        .or(this::origin)
        .or(() -> living().findFirst())
        .map(Order::commercial);
  }

  /** The commercial facet as one record says it. */
  public static Commercial commercial(Replica replica) {
    return new Commercial(facet(replica, "commercial"));
  }

  private Facts facts() {
    var sold = selling().filter(replica -> !replica.deleted()).map(Order::commercial).toList();
    var fulfilment = fulfilment();
    return new Facts(
        origin().map(Order::billingStatus).filter(SETTLED::contains).isPresent(),
        fulfilment,
        billed(),
        sold.stream().anyMatch(Commercial::cancelled),
        sold.stream().anyMatch(Commercial::closed));
  }

  private Stream<String> statuses(Role role) {
    return entity.in(role).map(Order::billingStatus);
  }

  private static String billingStatus(Replica replica) {
    return facet(replica, "billing").path("status").asText("");
  }

  private Stream<Replica> living() {
    return entity.replicas().stream().filter(replica -> !replica.deleted());
  }

  private Stream<Replica> selling() {
    return entity.replicas().stream()
        .filter(replica -> SELLING.contains(replica.role()))
        .sorted(Comparator.comparing(Replica::connection).thenComparing(Replica::externalId));
  }

  private static ObjectNode facet(Replica replica, String name) {
    var facet = replica.content().facets().get(name);
    return facet == null ? JsonNodeFactory.instance.objectNode() : facet;
  }
}
