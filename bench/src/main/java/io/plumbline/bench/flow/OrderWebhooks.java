package io.plumbline.bench.flow;

import io.plumbline.bench.load.ClosedLoop.Post;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed {@code orders/create} webhooks of about 4 KiB, each of an order of its own. */
@SuppressWarnings("InlineFormatString") // a payload apart reads better than one inside the code
final class OrderWebhooks implements Supplier<Post> {

  private static final int LINES = 9;
  private static final long FIRST = 7_000_000_000_000L;
  private static final String ALGORITHM = "HmacSHA256";

  private static final String ORDER =
      """
      {"id":%1$d,"admin_graphql_api_id":"gid://shopify/Order/%1$d","name":"#%1$d","order_number":%1$d,"email":"buyer%1$d@example.test",\
      "created_at":"2026-11-20T10:00:00Z","processed_at":"2026-11-20T10:00:00Z","updated_at":"2026-11-20T10:00:00Z",\
      "cancelled_at":null,"closed_at":null,"cancel_reason":null,"currency":"GBP","presentment_currency":"GBP",\
      "financial_status":"paid","fulfillment_status":null,"source_name":"web","taxes_included":false,"test":false,\
      "total_price":"110.16","current_total_price":"110.16","subtotal_price":"91.80","current_subtotal_price":"91.80",\
      "total_tax":"18.36","current_total_tax":"18.36","total_discounts":"0.00","current_total_discounts":"0.00",\
      "total_shipping_price_set":{"shop_money":{"amount":"0.00","currency_code":"GBP"}},\
      "customer":{"id":%1$d,"email":"buyer%1$d@example.test","first_name":"Ada","last_name":"Byron"},\
      "shipping_address":{"name":"Ada Byron","address1":"12 St James's Square","city":"London","zip":"SW1Y 4JH","country_code":"GB"},\
      "billing_address":{"name":"Ada Byron","address1":"12 St James's Square","city":"London","zip":"SW1Y 4JH","country_code":"GB"},\
      "shipping_lines":[],"fulfillments":[],"payment_gateway_names":["manual"],"line_items":[%2$s]}\
      """;

  private static final String LINE =
      """
      {"id":%d,"admin_graphql_api_id":"gid://shopify/LineItem/%d","sku":"8512%dA","name":"White hanging heart t-light holder",\
      "quantity":4,"current_quantity":4,"fulfillable_quantity":4,"price":"2.55","fulfillment_status":null,"grams":120,\
      "discount_allocations":[],"tax_lines":[{"title":"VAT","rate":0.2,"price":"2.04"}]}\
      """;

  private final SecretKeySpec secret;
  private long next;

  OrderWebhooks(String secret) {
    this(secret, 0);
  }

  /** Of orders behind so many earlier ones. */
  OrderWebhooks(String secret, long earlier) {
    this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    this.next = FIRST + earlier;
  }

  /** What is sold in them. */
  static List<String> skus() {
    return IntStream.range(0, LINES).mapToObj("8512%dA"::formatted).toList();
  }

  @Override
  public Post get() {
    long id = next++;
    byte[] body = ORDER.formatted(id, lines(id)).getBytes(StandardCharsets.UTF_8);
    return new Post(
        body,
        Map.of(
            "Content-Type", "application/json",
            "X-Shopify-Hmac-Sha256", signature(body),
            "X-Shopify-Webhook-Id", Long.toHexString(id)));
  }

  private static String lines(long order) {
    StringBuilder lines = new StringBuilder();
    for (int line = 0; line < LINES; line++) {
      long id = order * 10 + line;
      lines.append(line == 0 ? "" : ",").append(LINE.formatted(id, id, line));
    }
    return lines.toString();
  }

  private String signature(byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
