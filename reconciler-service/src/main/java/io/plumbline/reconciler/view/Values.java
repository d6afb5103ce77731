package io.plumbline.reconciler.view;

import io.plumbline.reconciler.event.Commercial;
import io.plumbline.reconciler.event.Facets;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The comparable values of a record by path, each in the one spelling in which it compares. */
public final class Values {
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
    Facets.Progress fulfilment = facets.fulfilment();
    if (fulfilment != null) {
      put(values, "fulfilment.status", fulfilment.status());
    }
    return values;
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
