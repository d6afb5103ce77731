package io.plumbline.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.plumbline.sandbox.rest.JsonApi;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the warehouse's own history says of labels. */
class WmsRecordTest {
  private static final String VOIDED =
      "{\"tracking_number\": \"A1\", \"status\": \"voided\", \"tracking_status\": \"voided\"}";

  /** Mechanism: a label that was printed anew stands for its shipment, the void one does not. */
  @Test
  void readsTheNumberOfTheLabelThatStands() throws JsonProcessingException {
    assertThat(shipped(VOIDED + "," + label("B2", "in_transit")).parcels())
        .singleElement()
        .satisfies(parcel -> assertThat(parcel.numbers()).isEqualTo(Set.of("B2")))
        .satisfies(parcel -> assertThat(parcel.returned()).isFalse());
  }

  @Test
  void countsAShipmentOfVoidedLabelsOnlyAsNotLeft() throws JsonProcessingException {
    assertThat(shipped(VOIDED).parcels()).isEmpty();
  }

  /** Mechanism: a void label comes back from nowhere. */
  @Test
  void readsAParcelThatCameBackByTheLabelThatStands() throws JsonProcessingException {
    Shipped shipped = shipped(VOIDED + "," + label("B2", "return_to_sender"));

    assertThat(shipped.parcels()).singleElement().matches(Shipped.Parcel::returned);
    assertThat(shipped.anyGone()).isFalse();
  }

  private static String label(String number, String place) {
    return """
    {"tracking_number": "%s", "status": "valid", "tracking_status": "%s"}\
    """
        .formatted(number, place);
  }

  private static Shipped shipped(String labels) throws JsonProcessingException {
    return facts(labels).shipped();
  }

  private static Facts facts(String labels) throws JsonProcessingException {
    return WmsRecord.facts(
        JsonApi.JSON.readTree(
            """
            {"fulfillment_status": "pending",
             "line_items": [{"legacy_id": 1, "partner_line_item_id": "9001", "sku": "10A",
                             "quantity": 6, "quantity_shipped": 6, "price": "2.50"}],
             "shipments": [{"legacy_id": 70, "created_date": "2026-03-02T08:00:00",
                            "shipping_labels": [%s],
                            "line_items": [{"quantity": 6, "line_item":
                                            {"partner_line_item_id": "9001"}}]}]}
            """
                .formatted(labels)));
  }
}
