package io.plumbline.connectors.netsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Content;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an amount is depends on the currency, and what the currency is on the account. */
class NetSuiteMoneyTest {

  @ParameterizedTest
  @CsvSource({"GBP, 1.26", "KWD, 1.255", "JPY, 1"})
  void roundsAnAmountToTheDigitsOfItsCurrency(String currency, String amount) {
    var commercial = Json.object().put("currency", currency);
    commercial
        .putObject("lines")
        .putObject("1")
        .put("sku", "85123A")
        .put("quantity", "1")
        .put("unitPrice", "1.255");
    var bodies =
        new SalesOrderBody(
            NetSuiteTerms.of(
                new Settings(ConnectionBuilder.erp().build(), NetSuiteConnectors.SETTINGS)));

    var items = bodies.whole(content(commercial)).path("item").path("items");

    assertThat(items.get(0).path("amount").asText()).isEqualTo(amount);
    assertThat(items.get(0).path("rate").asText()).isEqualTo("1.255");
  }

  @Test
  void namesTheSettingForACurrencyThatItsNameDoesNotTell() {
    assertThatThrownBy(() -> read("Australian Dollar", Map.of("2", "GBP")))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("'Australian Dollar'")
        .hasMessageContaining("currency.<CODE>=5");
  }

  @Test
  void takesTheCodeFromTheSettingsOrTheName() throws Unusable {
    assertThat(currency(read("Australian Dollar", Map.of("5", "AUD")))).isEqualTo("AUD");
    assertThat(currency(read("AUD", Map.of()))).isEqualTo("AUD");
  }

  private static Content read(String name, Map<String, String> currencies) throws Unusable {
    var payload = Json.object();
    payload.putObject("currency").put("id", "5").put("refName", name);
    var terms =
        NetSuiteTerms.of(
            new Settings(ConnectionBuilder.erp().build(), NetSuiteConnectors.SETTINGS));
    return new NetSuiteContent(ZoneOffset.UTC, currencies, false, new NetSuiteChildContent(terms))
        .finished(content(Json.object().put("currency", name)), payload);
  }

  private static Content content(ObjectNode commercial) {
    return Content.of(Map.of("commercial", commercial), Json.object());
  }

  private static String currency(Content content) {
    return SalesOrderBody.commercial(content).path("currency").asText();
  }
}
