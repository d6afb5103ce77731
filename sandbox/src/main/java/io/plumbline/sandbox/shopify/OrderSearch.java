package io.plumbline.sandbox.shopify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The search syntax of {@code orders(query:)}, as far as orders are found by it here. */
final class OrderSearch {
  static final Pattern TERM =
      Pattern.compile("(-?)(\\w+):(>=|<=|>|<)?(?:'([^']*)'|\"([^\"]*)\"|([^\\s()]+))");

  private OrderSearch() {}

  static Predicate<ShopOrder> of(@Nullable String query) {
    Predicate<ShopOrder> all = _ -> true;
    Matcher term = TERM.matcher(query == null ? "" : query);
    while (term.find()) {
      Predicate<ShopOrder> each = term(term.group(2), comparator(term), value(term));
      all = all.and(term.group(1).isEmpty() ? each : each.negate());
    }
    return all;
  }

  /** The earliest modification that the query lets through. */
  static Optional<Instant> updatedFrom(@Nullable String query) {
    Matcher term = TERM.matcher(query == null ? "" : query);
    Optional<Instant> from = Optional.empty();
    while (term.find()) {
      boolean lower = comparator(term).startsWith(">") && term.group(1).isEmpty();
      if (lower && term.group(2).equals("updated_at")) {
        Instant limit = instant(value(term));
        from = from.filter(limit::isBefore).or(() -> Optional.of(limit));
      }
    }
    return from;
  }

  private static Predicate<ShopOrder> term(String field, String comparator, String value) {
    return switch (field) {
      case "updated_at" -> when(comparator, value, ShopOrder.Dates::updated);
      case "created_at" -> when(comparator, value, ShopOrder.Dates::created);
      case "processed_at" -> when(comparator, value, ShopOrder.Dates::placed);
      case "id" -> order -> holds(Long.compare(order.id(), Long.parseLong(value)), comparator);
      case "name" -> order -> bare(order.name()).equals(bare(value));
      case "source_name" -> order -> order.channel().equals(value);
      case "email" -> order -> order.customer().email().equals(value);
      case "tag" -> order -> order.remarks().tags().contains(value);
      case "test" -> order -> order.test() == Boolean.parseBoolean(value);
      case "financial_status" -> order -> FinancialStatus.of(order).rest().equals(value);
      case "status" -> order -> status(order, value);
      // The vendor ignores a field it does not know, and says so only in a warning.
      default -> _ -> true;
    };
  }

  private static boolean status(ShopOrder order, String value) {
    return switch (value) {
      case "cancelled" -> order.cancelled();
      case "open", "not_closed" -> !order.cancelled();
      default -> true;
    };
  }

  private static Predicate<ShopOrder> when(
      String comparator, String value, java.util.function.Function<ShopOrder.Dates, Instant> date) {
    Instant limit = instant(value);
    return order -> holds(date.apply(order.dates()).compareTo(limit), comparator);
  }

  static boolean holds(int comparison, String comparator) {
    return switch (comparator) {
      case ">=" -> comparison >= 0;
      case "<=" -> comparison <= 0;
      case ">" -> comparison > 0;
      case "<" -> comparison < 0;
      default -> comparison == 0;
    };
  }

  static Instant instant(String value) {
    return value.length() == 10
        ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
        : java.time.OffsetDateTime.parse(value).toInstant();
  }

  static String comparator(Matcher term) {
    return term.group(3) == null ? "" : term.group(3);
  }

  static String value(Matcher term) {
    String quoted = term.group(4) == null ? term.group(5) : term.group(4);
    return quoted == null ? String.valueOf(term.group(6)) : quoted;
  }

  private static String bare(String name) {
    return name.startsWith("#") ? name.substring(1) : name;
  }
}
