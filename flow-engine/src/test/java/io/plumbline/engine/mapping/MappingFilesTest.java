package io.plumbline.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plumbline.engine.connector.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingFilesTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final String ORDER =
      """
      { "name": "#1001", "currency": " gbp ", "placed_at": "2026-11-01T10:00:00+01:00",
        "taxes_included": "T", "payment": "settled", "token": "x",
        "totals": { "due": 100.10, "tax": "16.60" },
        "discounts": [ { "amount": "0.1" }, { "amount": 0.2 } ],
        "items": [
          { "id": "gid://acme/Line/1", "sku": "A", "qty": 6.0, "discounts": [ { "amount": "1" } ] },
          { "id": "gid://acme/Line/2", "sku": "B", "qty": 1, "removed": true } ],
        "customer": { "email": " Ann@Example.com ", "born": "1980-02-29", "phone": "1" } }
      """;

  private final Mapping mapping = new MappingFiles(Optional.empty()).named("acme/order");

  @Test
  void readsCanonicalFieldsFromTheirLexicalForm() throws Exception {
    var content = mapping.read(json(ORDER));

    assertThat(content.facets().get("commercial"))
        .isEqualTo(
            json(
                """
                { "total": "100.10", "discount": "0.30", "net": "83.50", "currency": "GBP",
                  "placedAt": "2026-11-01T09:00:00Z", "taxesIncluded": true, "status": "open",
                  "number": "1001",
                  "lines": { "1": { "sku": "A", "quantity": "6", "discount": "1.00" } } }
                """));
    assertThat(content.facets().get("billing")).isEqualTo(json("{ \"status\": \"paid\" }"));
    assertThat(content.personal())
        .isEqualTo(json("{ \"email\": \"ann@example.com\", \"bornOn\": \"1980-02-29\" }"));
  }

  @Test
  void takesTheFirstChoiceThatApplies() throws Exception {
    var closed = mapping.read(json("{ \"totals\": { \"due\": \"1\" }, \"state\": \"done\" }"));

    assertThat(closed.facets().get("commercial"))
        .isEqualTo(
            json(
                "{ \"total\": \"1.00\", \"discount\": \"0.00\", \"net\": \"1.00\", \"status\": \"closed\", \"lines\": {} }"));
  }

  @Test
  void namesFieldExpectedAndFoundOfEveryMisfit() {
    assertThatThrownBy(
            () -> mapping.read(json("{ \"payment\": \"lost\", \"placed_at\": \"yesterday\" }")))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("acme/order@3")
        .hasMessageContaining(
            "commercial.total ← totals.due: expected a decimal amount, found nothing")
        .hasMessageContaining(
            "commercial.placedAt ← placed_at: expected a time with its offset, found 'yesterday'")
        .hasMessageContaining(
            "billing.status ← payment: expected one of [settled, waiting], found 'lost'");
  }

  @Test
  void keepsPersonalValuesOutOfErrors() {
    assertThatThrownBy(() ->
            mapping.read(
                json("{ \"totals\": { \"due\": 1 }, \"customer\": { \"born\": \"leap day\" } }")))
        .hasMessageContaining("bornOn")
        .hasMessageNotContaining("leap");
  }

  @Test
  void refusesMoneyThatWasABinaryFraction() throws Exception {
    JsonNode lossy = new ObjectMapper().readTree("{ \"totals\": { \"due\": 0.1 } }");

    assertThatThrownBy(() -> mapping.read(lossy)).hasMessageContaining("exact decimals");
  }

  @Test
  void refusesTwoElementsUnderOneKey() {
    assertThatThrownBy(() ->
            mapping.read(
                json(
                    "{ \"totals\": { \"due\": 1 }, \"items\": [ { \"id\": 7 }, { \"id\": 7 } ] }")))
        .hasMessageContaining("7 twice");
  }

  /** Mechanism: the list within an element; what comes in parts is added up. */
  @Test
  void readsWhatEachShipmentHoldsOfEveryLine() throws Exception {
    var content =
        mapping.read(
            json(
                """
                { "totals": { "due": 1 }, "parcels": [
                  { "parcel": "P1", "label": "T1", "packed": [
                    { "line": "gid://acme/Line/1", "pieces": 2.50 }, { "line": "2", "pieces": "1" },
                    { "line": "1", "pieces": 1.5 } ] },
                  { "parcel": "P2", "packed": [] },
                  { "parcel": "P3" } ] }
                """));

    assertThat(content.facets().get("fulfilment"))
        .isEqualTo(
            json(
                """
                { "shipments": {
                    "P1": { "tracking": "T1", "lines": { "1": "4", "2": "1" } },
                    "P2": { "lines": {} },
                    "P3": {} } }
                """));
  }

  @Test
  void namesWhatDoesNotFitInAShipment() {
    assertThatThrownBy(() ->
            mapping.read(
                json(
                    """
                    { "totals": { "due": 1 }, "parcels": [
                      { "parcel": "P1", "packed": [ { "line": "1" } ] },
                      { "parcel": "P2", "packed": [ { "pieces": 1 } ] },
                      { "parcel": "P3", "packed": [ { "line": "1", "pieces": "many" } ] },
                      { "parcel": "P4", "packed": [ { "line": "1", "pieces": 999999999999999999 },
                                                    { "line": "1", "pieces": 1 } ] } ] }
                    """)))
        .hasMessageContaining(
            "fulfilment.shipments.<key>.lines.<key> ← pieces: expected a decimal number, found nothing")
        .hasMessageContaining("lines.<key> ← line: expected text")
        .hasMessageContaining("pieces: expected a decimal number, found 'many'")
        .hasMessageContaining(
            "pieces: expected a sum that can be kept, found '1000000000000000000 of 1'");
  }

  @Test
  void previewShowsWhatNoRowReadsOfAShipment() throws Exception {
    var preview =
        mapping.preview(
            json(
                """
                { "totals": { "due": 1 }, "parcels": [ { "parcel": "P1", "label": "T1", "weight": 3,
                  "packed": [ { "line": "1", "pieces": 1, "shelf": "A" } ] }, { "parcel": "P2" } ] }
                """));

    assertThat(preview.unread()).containsExactly("parcels[].packed[].shelf", "parcels[].weight");
    assertThat(preview.unmatched()).contains("tracking", "lines");
  }

  @Test
  void previewShowsWhatNoRowReadsAndWhatNothingFills() throws Exception {
    var preview = mapping.preview(json(ORDER));

    assertThat(preview.unread()).containsExactly("customer.phone");
    assertThat(preview.unmatched()).isEmpty();
    assertThat(mapping.preview(json("{ \"totals\": { \"due\": 1 } }")).unmatched())
        .contains("commercial.currency", "billing.status", "email");
  }

  @Test
  void describesItsRows() {
    assertThat(mapping.describe())
        .anySatisfy(row -> {
          assertThat(row.field()).isEqualTo("commercial.lines.<key>.quantity");
          assertThat(row.source()).isEqualTo("items[].qty");
          assertThat(row.type()).isEqualTo("decimal");
        })
        .anySatisfy(row -> {
          assertThat(row.field()).isEqualTo("fulfilment.shipments.<key>.lines.<key>");
          assertThat(row.source()).isEqualTo("parcels[].packed[].pieces");
          assertThat(row.required()).isTrue();
        })
        .anySatisfy(row -> assertThat(row.personal()).isTrue());
  }

  @Test
  void configuredFileReplacesTheShippedOne(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("acme"));
    Files.writeString(
        directory.resolve("acme/order.yaml"), "mapping: acme/order\nversion: 4\nrows: []\n");

    var own = new MappingFiles(Optional.of(directory)).named("acme/order");

    assertThat(own.label()).isEqualTo("acme/order@4");
  }

  @Test
  void namesTheFileAndRowThatIsNotUnderstood(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("acme"));
    Files.writeString(
        directory.resolve("acme/order.yaml"),
        "mapping: acme/order\nrows: [ { field: commercial.total, from: a, type: monney } ]\n");

    assertThatThrownBy(() -> new MappingFiles(Optional.of(directory)).named("acme/order"))
        .hasMessageContaining("mappings/acme/order.yaml")
        .hasMessageContaining("row 'commercial.total'")
        .hasMessageContaining("'monney'");
    assertThatThrownBy(() -> new MappingFiles(Optional.empty()).named("acme/refund"))
        .hasMessageContaining("plumbline.mappings.directory");
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }
}
