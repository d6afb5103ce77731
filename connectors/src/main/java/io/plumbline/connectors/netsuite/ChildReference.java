package io.plumbline.connectors.netsuite;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Our name of something made from an order, such as {@code shopify-eu:5120:ff:880077}.
 *
 * @param order our name of the order
 * @param kind what was made from it
 */
record ChildReference(String order, ChildKind kind) {

  private static final Pattern OURS = Pattern.compile("(.+:.+):([a-z]+):([^:]+)");

  static Optional<ChildReference> of(String reference) {
    var ours = OURS.matcher(reference);
    return ours.matches()
        ? ChildKind.named(ours.group(2)).map(kind -> new ChildReference(ours.group(1), kind))
        : Optional.empty();
  }
}
