package io.plumbline.connectors.shopify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which shipments a shop lacks, by what it shows. */
class ShipmentPlanTest {

  private final ShipmentPlan plan = plan(ConnectionBuilder.shop());

  @Test
  @DisplayName("two shipments of the same goods are two, the pair of numbers tells them apart")
  void keepsEqualShipmentsApart() {
    var steps =
        plan(
            """
            {"r:1": {"tracking": "T1", "lines": {"9": "1"}},
             "r:2": {"tracking": "T2", "lines": {"9": "1"}}}
            """,
            "{\"T2\": {\"tracking\": \"T2\", \"lines\": {\"9\": \"1\"}}}");

    assertThat(steps).extracting(Step::reference).containsExactly("r:1");
    assertThat(steps.getFirst().name()).isEqualTo(ShipGoods.NAME);
  }

  @Test
  void countsUpWhatTwoShipmentsHaveInOneParcel() {
    var steps =
        plan(
            """
            {"r:1": {"tracking": "T1", "lines": {"9": "1"}},
             "r:2": {"tracking": "T1", "lines": {"9": "2"}}}
            """,
            "{\"T1\": {\"tracking\": \"T1\", \"lines\": {\"9\": \"1\"}}}");

    assertThat(steps).hasSize(1);
    assertThat(steps.getFirst().reference()).isEqualTo("r:2");
    assertThat(sent(steps.getFirst(), "fulfilment.shipments[T1].lines[9]")).isEqualTo("3");
  }

  @Test
  void findsAParcelBySecondNumber() {
    var steps =
        plan(
            """
            {"r:1": {"tracking": "T1", "lines": {"9": "1"},
                     "packages": {"1": {"tracking": "T1"}, "2": {"tracking": "T2"}}}}
            """,
            "{\"T2\": {\"tracking\": \"T2\", \"lines\": {\"9\": \"1\"}}}");

    assertThat(steps).extracting(Step::name).containsExactly(ChangeTracking.NAME);
    assertThat(steps.getFirst().call().path("tracking").path("numbers"))
        .extracting(JsonNode::asText)
        .containsExactly("T1", "T2");
  }

  @Test
  void spellsACarrierAsTheShopDoes() {
    var spelled = plan(ConnectionBuilder.shop().setting("carrier.fedex", "FedEx"));
    var wanted =
        "{\"r:1\": {\"carrier\": \"fedex\", \"tracking\": \"T1\", \"lines\": {\"9\": \"1\"}}}";
    var shown = "{\"T1\": {\"carrier\": \"%s\", \"tracking\": \"T1\", \"lines\": {\"9\": \"1\"}}}";

    var right = spelled.plan(content(wanted), reading(shown.formatted("FedEx")));
    var wrong = spelled.plan(content(wanted), reading(shown.formatted("DPD")));

    assertThat(right).isEmpty();
    assertThat(wrong).hasSize(1);
    assertThat(sent(wrong.getFirst(), "fulfilment.shipments[T1].carrier")).isEqualTo("FedEx");
  }

  @Test
  @DisplayName("without tracking a shipment is looked for under our name, which no shop shows")
  void leavesADoubtToTheNextPlanWhereNoNumberIsKnown() {
    var steps = plan("{\"r:1\": {\"lines\": {\"9\": \"1\"}}}", "{}");

    assertThat(sent(steps.getFirst(), "fulfilment.shipments[r:1].lines[9]")).isEqualTo("1");
  }

  @Test
  void saysNothingToAShopThatShowsTheGoodsWithANumberThatNobodyGave() {
    var steps =
        plan(
            "{\"r:1\": {\"lines\": {\"9\": \"1\"}}}",
            "{\"T7\": {\"tracking\": \"T7\", \"lines\": {\"9\": \"1\"}}}");

    assertThat(steps).isEmpty();
  }

  @Test
  @DisplayName("what a voided shipment was for is taken back before anything is shipped")
  void takesBackWhatWasVoided() {
    var steps =
        planned(
            "{\"r:2\": {\"tracking\": \"T2\", \"lines\": {\"9\": \"2\"}}}",
            "{\"r:1\": {\"tracking\": \"T1\", \"lines\": {\"9\": \"1\"}}}",
            "{\"T1\": {\"tracking\": \"T1\", \"status\": \"shipped\", \"lines\": {\"9\": \"1\"}}}");

    assertThat(steps).extracting(Step::name).containsExactly(TakeBack.NAME, ShipGoods.NAME);
    assertThat(steps.getFirst().reference()).isEqualTo("r:1");
    assertThat(steps.getFirst().sent().has("fulfilment.shipments[T1].status")).isTrue();
  }

  @Test
  @DisplayName("the same goods under another label are told as such, not taken back and shipped")
  void changesTheNumberOfAParcelThatGotAnotherLabel() {
    var steps =
        planned(
            "{\"r:2\": {\"tracking\": \"T2\", \"lines\": {\"9\": \"1\"}}}",
            "{\"r:1\": {\"tracking\": \"T1\", \"lines\": {\"9\": \"1\"}}}",
            "{\"T1\": {\"tracking\": \"T1\", \"status\": \"shipped\", \"lines\": {\"9\": \"1\"}}}");

    assertThat(steps).extracting(Step::name).containsExactly(ChangeTracking.NAME);
  }

  @Test
  @DisplayName("the same goods under a number it never had are for a person to look at")
  void doubtsWhatGoesByAnotherNumber() {
    var steps =
        planned(
            "{}",
            "{\"r:1\": {\"tracking\": \"T1\", \"lines\": {\"9\": \"1\"}}}",
            "{\"T9\": {\"tracking\": \"T9\", \"lines\": {\"9\": \"1\"}}}");

    assertThat(steps).extracting(Step::name).containsExactly(TakeBack.NAME);
    assertThat(steps.getFirst().call().path("doubtful").asBoolean()).isTrue();
  }

  @Test
  void leavesOtherGoodsWhereAShipmentIsVoided() {
    var steps =
        planned(
            "{}",
            "{\"r:1\": {\"tracking\": \"T1\", \"lines\": {\"9\": \"1\"}}}",
            "{\"T9\": {\"tracking\": \"T9\", \"lines\": {\"9\": \"2\"}}}");

    assertThat(steps).isEmpty();
  }

  @Test
  void refusesPartsOfAUnit() {
    var failure =
        catchThrowableOfType(
            CallFailed.class, () -> plan("{\"r:1\": {\"lines\": {\"9\": \"1.5\"}}}", "{}"));

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageContaining("Line 9: expected whole units, found '1.5'");
  }

  private List<Step> planned(String wanted, String voided, String shown) {
    var content = content(wanted);
    ObjectNode fulfilment = content.facets().getOrDefault("fulfilment", Json.object()).deepCopy();
    fulfilment.set("voided", Json.lenient(voided.getBytes(UTF_8)));
    return plan.plan(Content.of(Map.of("fulfilment", fulfilment), Json.object()), reading(shown));
  }

  private List<Step> plan(String wanted, String shown) {
    return plan.plan(content(wanted), reading(shown));
  }

  private static ShipmentPlan plan(ConnectionBuilder connection) {
    return new ShipmentPlan(new Settings(connection.build(), ShopifyConnectors.SETTINGS));
  }

  private static String sent(Step step, String path) {
    return step.sent().path(path).asText();
  }

  private static Reading reading(String shipments) {
    return new Reading(
        "5120", Set.of(), Instant.EPOCH, Instant.EPOCH, false, content(shipments), "test@1");
  }

  private static Content content(String shipments) {
    ObjectNode fulfilment = Json.object();
    fulfilment.set("shipments", Json.lenient(shipments.getBytes(UTF_8)));
    return Content.of(Map.of("fulfilment", fulfilment), Json.object());
  }
}
