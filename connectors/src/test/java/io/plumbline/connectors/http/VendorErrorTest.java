package io.plumbline.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mechanism: what is told of an error has a closed form; all else of it is quoted. */
class VendorErrorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"o:errorDetails\":[{\"detail\":\"Jane is on hold\",\"o:errorCode\":\"USER_ERROR\",\"o:errorPath\":\"item.items[0].item\"}]} | USER_ERROR at item.items[0].item",
        "{\"errors\":[{\"message\":\"Jane\",\"path\":[\"order\",\"lineItems\"],\"extensions\":{\"code\":\"BROKEN\"}}]} | BROKEN at order.lineItems",
        "{\"errors\":[{\"field\":[\"orderId\"],\"message\":\"Jane\",\"code\":\"NOT_FOUND\"}]} | NOT_FOUND at orderId",
        "{\"errors\":[{\"code\":30,\"message\":\"Jane\"}]} | 30",
        "{\"error\":\"invalid_grant\",\"error_description\":\"Jane\"} | invalid_grant"
      })
  void tellsCodeAndPlace(String body, String told) {
    assertThat(error(body).told()).isEqualTo(" " + told);
    assertThat(error(body).told()).doesNotContain("Jane");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Jane Doe",
        "jane@doe.example",
        "07700900461",
        "+44 7700 900461",
        "A_CODE_THAT_IS_LONGER_THAN_ANY_CODE_THAT_A_VENDOR_GIVES_AND_MAY_HIDE_WORDS"
      })
  void tellsNoCodeAndNoPlaceThatCouldBeWords(String code) {
    var body =
        "{\"o:errorDetails\":[{\"detail\":\"d\",\"o:errorCode\":\"%s\",\"o:errorPath\":\"%s x\"}],\"error\":\"%s\"}"
            .formatted(code, code, code);

    assertThat(error(body).told()).isEmpty();
  }

  @Test
  void showsNobodyTheWordsByPrintingThem() {
    var error = error("{\"errors\":\"Jane Doe is on hold\"}");

    assertThat(error.quoted().words()).isEqualTo("Jane Doe is on hold");
    assertThat(error.toString()).doesNotContain("Jane");
  }

  private static VendorError error(String body) {
    return VendorError.in(Json.lenient(body.getBytes(StandardCharsets.UTF_8)));
  }
}
