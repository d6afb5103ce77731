package io.plumbline.engine.mapping;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text that cannot be kept costs a record the field and no more, where it can do without. */
class UnkeptTextTest {

  private static final String LONGEST = "x".repeat(Text.LONGEST_VALUE);

  /** Cut between the halves of an emoji. */
  private static final String CUT = "Flat 2 \ud83c";

  @TempDir Path directory;

  @BeforeEach
  void mapping() throws IOException {
    Files.createDirectories(directory.resolve("acme"));
    Files.writeString(
        directory.resolve("acme/order.yaml"),
        """
        mapping: acme/order
        version: 1
        rows:
          - { field: commercial.total, from: total, type: money, required: true }
          - { field: commercial.number, from: number, required: true }
          - { field: commercial.note, from: note }
          - { field: commercial.currency, from: currency, exact: true }
        each:
          - into: commercial.lines
            over: lines
            key: id
            rows: [ { field: sku, from: sku } ]
        personal:
          - { field: shippingAddress.address1, from: address }
        """);
  }

  /** Mechanism: {@code MappingRow.read} with what is told, instead of a problem. */
  @Test
  void leavesOutWhatIsTooLongAndKeepsTheRest() throws Exception {
    var commercial = commercial(order().put("note", LONGEST + "x"));

    assertThat(commercial.has("note")).isFalse();
    assertThat(commercial.path("total").asText()).isEqualTo("10.00");
    assertThat(commercial(order().put("note", LONGEST)).path("note").asText()).isEqualTo(LONGEST);
  }

  /** Mechanism: {@code Unkept.mended}. */
  @Test
  void mendsHalfOfASurrogatePairAndNul() throws Exception {
    var order = order().put("address", CUT).put("note", "a\0b");

    var content = read(order);

    assertThat(content.personal().at("/shippingAddress/address1").asText())
        .isEqualTo("Flat 2 \ufffd");
    assertThat(commercial(order).path("note").asText()).isEqualTo("a\ufffdb");
  }

  /** Mechanism: remarks stand among the preview's problems; a person's value never does. */
  @Test
  void tellsInThePreviewWhatWasMendedAndLeftOut() throws Exception {
    var preview = named().preview(order().put("address", CUT).put("note", LONGEST + "x"));

    assertThat(preview.problems())
        .hasSize(2)
        .anySatisfy(problem ->
            assertThat(problem).startsWith("commercial.note ← note").endsWith("Left out."))
        .anySatisfy(problem ->
            assertThat(problem)
                .startsWith("shippingAddress.address1 ← address")
                .endsWith("Mended.")
                .doesNotContain("Flat"));
  }

  /** Mechanism: what is applied is counted by field; a preview applies nothing. */
  @Test
  void countsWhatWasMendedAndLeftOut() throws Exception {
    List<String> counted = new ArrayList<>();
    var files =
        new MappingFiles(
            Optional.of(directory), (mapping, field) -> counted.add(mapping + " " + field));
    var order = order().put("address", CUT).put("note", LONGEST + "x");
    order.withArray("lines").addObject().put("id", "1").put("sku", CUT);

    files.named("acme/order").preview(order);
    assertThat(counted).isEmpty();
    files.named("acme/order").read(order);

    assertThat(counted)
        .containsExactlyInAnyOrder(
            "acme/order@1 commercial.note",
            "acme/order@1 sku",
            "acme/order@1 shippingAddress.address1");
  }

  /** Mechanism: {@code exact}; what tells one thing from another is not changed on the quiet. */
  @Test
  void refusesToMendWhatHasToBeExact() throws Exception {
    assertThat(commercial(order()).has("currency")).isFalse();
    assertThatThrownBy(() -> read(order().put("currency", CUT)))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("commercial.currency ← currency");
  }

  /** Mechanism: {@code required}, and keys that are read strictly. */
  @Test
  void refusesWhatTheRecordCannotDoWithout() {
    var key = order();
    key.withArray("lines").addObject().put("id", CUT).put("sku", "A");

    assertThatThrownBy(() -> read(order().put("number", CUT)))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("commercial.number ← number");
    assertThatThrownBy(() -> read(key))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("commercial.lines.<key> ← id");
  }

  private static ObjectNode order() {
    return JsonNodeFactory.instance.objectNode().put("total", "10").put("number", "1001");
  }

  private Content read(ObjectNode order) throws Unusable {
    return named().read(order);
  }

  private ObjectNode commercial(ObjectNode order) throws Unusable {
    return requireNonNull(read(order).facets().get("commercial"));
  }

  private Mapping named() {
    return new MappingFiles(Optional.of(directory)).named("acme/order");
  }
}
