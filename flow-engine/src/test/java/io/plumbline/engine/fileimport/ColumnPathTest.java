package io.plumbline.engine.fileimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns as paths of a payload, and rows as what is left of them. */
class ColumnPathTest {

  @Test
  void putsValuesWhereTheirPathsSay() {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();

    put(payload, "id", "5120");
    put(payload, "customer.address.zip", "AB1 2CD");
    put(payload, "lines[1].sku", "B");
    put(payload, "lines[0].sku", "A");
    put(payload, "lines[1].price", "2.55");
    put(payload, "tags[2]", "late");
    ColumnPath.close(payload);

    assertThat(payload.toString())
        .isEqualTo(
            "{\"id\":\"5120\",\"customer\":{\"address\":{\"zip\":\"AB1 2CD\"}},"
                + "\"lines\":[{\"sku\":\"A\"},{\"sku\":\"B\",\"price\":\"2.55\"}],\"tags\":[\"late\"]}");
  }

  /** Mechanism: three digits at most, so that a header makes no list of millions. */
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a..b", "a[", "a[x]", "a[1]b", "a[1000]", "[0]", ".a"})
  void refusesWhatIsNoPath(String header) {
    assertThatThrownBy(() -> ColumnPath.parse(header)).isInstanceOf(UnreadableFile.class);
  }

  /** Mechanism: what stands at a place of a payload is the same for every column. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,a.b",
        "a.b,a",
        "a[0],a.b",
        "a.b,a[0]",
        "a[0],a[0].b",
        "a[1],a",
        "a, a",
        "a[0].b,a[0].b.c"
      })
  void refusesColumnsThatCannotStandInOnePayload(String header) {
    assertThatThrownBy(() -> new CsvRows(new StringReader(header + "\n1,2\n")))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("header");
  }

  /** Mechanism: bounds on what a header may ask for. */
  @Test
  void refusesAHeaderThatIsAllThereIs() {
    var deep = "a[999].".repeat(200) + "b";
    var wide = "c" + String.join(",c", java.util.Collections.nCopies(20_000, "x"));

    assertThatThrownBy(() -> new CsvRows(new StringReader(deep + "\n1\n")))
        .hasMessageContaining("at most 12 names");
    assertThatThrownBy(() -> new CsvRows(new StringReader(wide + "\n")))
        .isInstanceOf(UnreadableFile.class);
  }

  @Test
  void tellsTheLineThatARowEndsOn() {
    var rows = new CsvRows(new StringReader("id,name\n1,\"two\nlines\"\n\n2\n"));

    var first = rows.next();
    var second = rows.next();

    assertThat(first).isInstanceOf(FileRow.Payload.class);
    assertThat(first.line()).isEqualTo(3);
    assertThat(second).isInstanceOf(FileRow.Broken.class);
    assertThat(second.line()).isEqualTo(5);
    assertThat(rows.hasNext()).isFalse();
  }

  /** Mechanism: the decoder reports what is no UTF-8 instead of replacing it. */
  @Test
  void refusesBytesThatAreNoUtf8() {
    var bytes = "id\n1\n".getBytes(StandardCharsets.ISO_8859_1);
    bytes[3] = (byte) 0xE9;
    var file =
        new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());

    assertThatThrownBy(() -> new CsvRows(file).hasNext()).isInstanceOf(UnreadableFile.class);
  }

  private static void put(ObjectNode payload, String path, String value) {
    ColumnPath.parse(path).put(payload, value);
  }
}
