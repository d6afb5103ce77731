package io.plumbline.connectors.shiphero;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.http.Json;
import org.junit.jupiter.api.Test;

/** What a mapping, also one that an installation wrote long ago, can read of all labels. */
class ShipHeroLabelsTest {

  @Test
  void saysOfAParcelThatCameBackWhatOlderMappingsRead() {
    JsonNode told = told("valid return_to_sender", "voided pre_transit");

    assertThat(told.path("labels_state").asText()).isEqualTo("returned");
    assertThat(told.path("labels_tracking").asText()).isEqualTo("return_to_sender");
  }

  @Test
  void saysNothingWhereLabelsDiffer() {
    JsonNode told = told("valid return_to_sender", "valid in_transit");

    assertThat(told.has("labels_state")).isFalse();
    assertThat(told.has("labels_tracking")).isFalse();
  }

  private static JsonNode told(String... labels) {
    var order = Json.object();
    var all = order.putArray("shipments").addObject().putArray("shipping_labels");
    for (String label : labels) {
      String[] words = label.split(" ", -1);
      all.addObject().put("status", words[0]).put("tracking_status", words[1]);
    }
    return ShipHeroLabels.standing(order).at("/shipments/0");
  }
}
