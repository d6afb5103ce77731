package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** One record has two names at Shopify: the number of REST and the gid of GraphQL. */
final class ShopifyIds {

  private static final Pattern NUMBER = Pattern.compile("(?:gid://shopify/\\w+/)?([0-9]{1,20})");

  private ShopifyIds() {}

  /** The number, from either form; empty for anything else. */
  static Optional<String> number(JsonNode id) {
    if (!id.isTextual() && !id.isIntegralNumber()) {
      return Optional.empty();
    }
    var match = NUMBER.matcher(id.asText());
    return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
  }

  static String orderGid(String number) {
    return "gid://shopify/Order/" + number;
  }
}
