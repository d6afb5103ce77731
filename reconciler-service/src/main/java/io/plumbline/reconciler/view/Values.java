package io.plumbline.reconciler.view;

import io.plumbline.reconciler.event.Billing;
import io.plumbline.reconciler.event.Commercial;
import io.plumbline.reconciler.event.Facets;
import io.plumbline.reconciler.event.Fulfilment;
import io.plumbline.reconciler.event.Fulfilment.Shipment;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The comparable values of a record by path, each in the one spelling in which it compares. */
public final class Values {
  public static final String FULFILMENT = "fulfilment";
  public static final String BILLING = "billing";

  /** What the books show as received before it was billed; a sum over the deposits. */
  public static final String DEPOSITS = BILLING + ".deposits";

  /** What buyers' banks took back; a sum over the account's entries. */
  public static final String TAKEN_BACK = BILLING + ".payouts.chargeback";

  /** Behind a payment: how far it is on its way to the bank. */
  public static final String IN_PAYOUT = ".payout";

  /** Behind a shipment: whether it has left. */
  public static final String OF_SHIPMENT = "].status";

  private Values() {}

  static Map<String, String> of(Facets facets) {
    Map<String, String> values = new TreeMap<>();
    Commercial commercial = facets.commercial();
    if (commercial != null) {
      put(values, "status", commercial.status());
      put(values, "currency", commercial.currency());
      put(values, "total", plain(commercial.total()));
      put(values, "tax", plain(commercial.tax()));
      put(values, "discount", plain(commercial.discount()));
      put(values, "shipping", plain(commercial.shipping()));
      commercial.lines().forEach((id, line) -> line(values, id, line));
    }
    Fulfilment fulfilment = facets.fulfilment();
    if (fulfilment != null) {
      put(values, status(FULFILMENT), fulfilment.status());
      shipments(fulfilment)
          .forEach((id, shipment) -> put(values, shipment(id), whereabouts(shipment)));
    }
    Billing billing = facets.billing();
    if (billing != null) {
      put(values, status(BILLING), billing.status());
      deposited(billing).ifPresent(sum -> put(values, DEPOSITS, spelled(sum)));
    }
    return values;
  }

  private static String whereabouts(Shipment shipment) {
    if (shipment.returned()) {
      return "returned";
    }
    return shipment.packed() ? "packed" : "shipped";
  }

  private static Map<String, Shipment> shipments(Fulfilment fulfilment) {
    return Objects.requireNonNullElse(fulfilment.shipments(), Map.of());
  }

  /** The sum of the deposits; empty where there is none, or none is held. */
  public static Optional<BigDecimal> deposited(@Nullable Billing billing) {
    return billing == null || billing.deposits() == null
        ? Optional.empty()
        : billing.deposits().values().stream()
            .map(Billing.Deposit::amount)
            .flatMap(Stream::ofNullable)
            .reduce(BigDecimal::add);
  }

  /** Where a payment stands. */
  public static String payment(String id) {
    return BILLING + ".payments[" + id + "]";
  }

  /** Where an entry of the payment provider's account stands. */
  public static String payout(String id) {
    return BILLING + ".payouts[" + id + "]";
  }

  /** Where a shipment stands; that it is packed, left or came back is its value. */
  public static String shipment(String id) {
    return FULFILMENT + ".shipments[" + id + "]";
  }

  /** What is told of whether a shipment has left. */
  public static String statusOfShipment(String id) {
    return FULFILMENT + ".shipments[" + id + OF_SHIPMENT;
  }

  /** Where a number is told that is not of the order. */
  public static String tracking(String number) {
    return FULFILMENT + ".tracking[" + number + "]";
  }

  /** The status of a facet other than commercial, if it is held and has one. */
  static Optional<String> status(Facets facets, String facet) {
    Fulfilment fulfilment = facets.fulfilment();
    Billing billing = facets.billing();
    if (facet.equals(FULFILMENT) && fulfilment != null) {
      return Optional.ofNullable(fulfilment.status());
    }
    return facet.equals(BILLING) && billing != null
        ? Optional.ofNullable(billing.status())
        : Optional.empty();
  }

  /** How the status of a facet other than commercial is named. */
  public static String status(String facet) {
    return facet + ".status";
  }

  /** The facet that the name of a field begins with, if it names one. */
  static Optional<String> facet(String field) {
    return Stream.of(FULFILMENT, BILLING).filter(name -> field.startsWith(name + '.')).findFirst();
  }

  private static void line(Map<String, String> values, String id, Commercial.Line line) {
    put(values, path(id, "sku"), line.sku());
    put(values, path(id, "quantity"), plain(line.quantity()));
    put(values, path(id, "unitPrice"), plain(line.unitPrice()));
  }

  /** How a field of a line is named. */
  public static String path(String lineId, String field) {
    return "lines[" + lineId + "]." + field;
  }

  /** Numbers compare by value, so 2.50 and 2.5 are spelled the same. */
  public static @Nullable String plain(@Nullable BigDecimal value) {
    return value == null ? null : spelled(value);
  }

  /** The spelling of a number that is there. */
  public static String spelled(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
  }

  private static void put(Map<String, String> values, String path, @Nullable String value) {
    if (value != null) {
      values.put(path, value);
    }
  }
}
