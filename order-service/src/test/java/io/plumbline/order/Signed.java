package io.plumbline.order;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A webhook as the storefront signs it. */
final class Signed {

  private Signed() {}

  static RequestSpecification webhook(String body) {
    return webhook(body, UUID.randomUUID().toString());
  }

  static RequestSpecification webhook(String body, String id) {
    return webhook(body.getBytes(StandardCharsets.UTF_8), id);
  }

  static RequestSpecification webhook(byte[] body, String id) {
    return given()
        .contentType("application/json")
        .header("X-Shopify-Webhook-Id", id)
        .header("X-Shopify-Hmac-Sha256", signature(body))
        .body(body);
  }

  private static String signature(byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(EmulatedSystems.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }
}
