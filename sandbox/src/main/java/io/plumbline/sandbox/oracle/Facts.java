package io.plumbline.sandbox.oracle;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a record says in the words of the policy: compared fields by name; a field it does not hold
 * is absent.
 */
public record Facts(
    String status,
    boolean fulfilled,
    boolean taxesIncluded,
    Map<String, String> header,
    Map<String, Line> lines,
    Optional<Instant> cancelledAt,
    Shipped shipped,
    Paid paid) {

  public Facts {
    header = Map.copyOf(header);
    lines = Map.copyOf(lines);
  }

  /** Of an order of which nothing has left. */
  public Facts(
      String status,
      boolean fulfilled,
      boolean taxesIncluded,
      Map<String, String> header,
      Map<String, Line> lines) {
    this(
        status,
        fulfilled,
        taxesIncluded,
        header,
        lines,
        Optional.empty(),
        fulfilled
            ? new Shipped(Shipped.FULFILLED, List.of(), Map.of(), List.of())
            : Shipped.NOTHING,
        Paid.NOTHING);
  }

  /** The same with its lines under other names. */
  Facts named(Map<String, Line> names) {
    return new Facts(status, fulfilled, taxesIncluded, header, names, cancelledAt, shipped, paid);
  }

  /** One order line under the line id of the storefront. */
  public record Line(String sku, BigDecimal quantity, BigDecimal unitPrice) {}

  /** Every compared value; a line that is gone is a line of quantity zero, so it has no entry. */
  Map<String, String> compared() {
    Map<String, String> all = new TreeMap<>(header);
    all.put("status", status);
    lines.forEach((id, line) -> {
      if (line.quantity().signum() != 0) {
        all.put("lines[" + id + "].sku", line.sku());
        all.put("lines[" + id + "].quantity", plain(line.quantity()));
        all.put("lines[" + id + "].unitPrice", plain(line.unitPrice()));
      }
    });
    return all;
  }

  /** A sum, if the record holds it. */
  public Optional<BigDecimal> money(String field) {
    return Optional.ofNullable(header.get(field)).map(BigDecimal::new);
  }

  BigDecimal goods() {
    return lines.values().stream()
        .map(line -> line.quantity().multiply(line.unitPrice()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  boolean cancelled() {
    return status.equals("cancelled");
  }

  /** The one spelling of a number in which values are compared. */
  static String plain(BigDecimal value) {
    BigDecimal stripped = requireNonNull(value).stripTrailingZeros();
    return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
  }
}
