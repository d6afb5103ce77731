package io.plumbline.connectors.netsuite;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Our name of something made from an order, such as {@code shopify-eu:5120:ff:880077}.
 *
 * @param order our name of the order
 * @param kind what was made from it
 * @param id which of them
 */
record ChildReference(String order, ChildKind kind, String id) {

  private static final Pattern OURS = Pattern.compile("(.+:.+):([a-z]+):([^:]+)");

  static Optional<ChildReference> of(String reference) {
    var ours = OURS.matcher(reference);
    return ours.matches()
        ? ChildKind.named(ours.group(2))
            .map(kind -> new ChildReference(ours.group(1), kind, ours.group(3)))
        : Optional.empty();
  }

  /** Our name of what belongs to this one: an invoice goes by the name of its shipment. */
  String as(ChildKind other) {
    return "%s:%s:%s".formatted(order, other.word(), id);
  }
}
