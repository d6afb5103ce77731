package io.plumbline.engine.mapping;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mapping that cannot be meant as written stops the start, naming the row and the remedy. */
class MappingDoorTest {

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "rows: text                                               ; rows: expected a list, found 'text'. Begin each",
        "rows: { field: commercial.total, from: a }               ; rows: expected a list, found a map. Begin each",
        "row: []                                                  ; found 'row'. Correct it, or remove it",
        "rows: [ { field: commercial.total, form: a } ]           ; row 'commercial.total': expected nothing but",
        "rows: [ { field: commercial.total } ]                    ; row 'commercial.total': from: expected a path in the payload, found nothing. Add it",
        "rows: [ { from: a } ]                                    ; field: expected a value, found nothing. Add it",
        "rows: [ { field: total, from: a } ]                      ; row 'total': field: expected facet.field such as commercial.total",
        "rows: [ { field: commercial.total, from: 'a[x]' } ]      ; row 'commercial.total': expected [] for each element",
        "rows: [ { field: commercial.total, from: 'a[' } ]        ; expected [] for each element of a list or a place in it such as [0], found '['",
        "rows: [ { field: commercial.total, from: 'a |' } ]       ; expected a path in the payload, found none",
        "rows: [ { field: commercial.total, from: a, type: mony }]; found 'mony'",
        "rows: [ { field: commercial.status, from: a, transform: uper } ] ; transform: expected trim, upper",
        "rows: [ { field: commercial.status, choose: open } ]     ; choose: expected a list, found 'open'",
        "rows: [ { field: commercial.status, choose: [ { when: a } ] } ] ; value: expected a value, found nothing. Add it",
        "rows: [ { field: commercial.status, choose: [ { if: a, value: b } ] } ] ; found 'if'. Correct it",
        "each: [ { over: a, key: id, rows: [] } ]                 ; into: expected a value, found nothing. Add it",
        "each: [ { into: lines, over: a, key: id, rows: [] } ]    ; each 'lines': into: expected facet.field",
        "each: [ { into: commercial.lines, key: id, rows: [] } ]  ; each 'commercial.lines': over: expected a value",
        "each: [ { into: commercial.lines, over: a, rows: [] } ]  ; each 'commercial.lines': key: expected a value",
        "each: [ { into: commercial.lines, over: a, key: id, row: [] } ] ; each 'commercial.lines': expected nothing but",
        "each: [ { into: fulfilment.shipments, over: a, key: id, lines: b } ] ; each 'fulfilment.shipments': lines: expected a map of [key, over, quantity], found 'b'. Write each",
        "each: [ { into: fulfilment.shipments, over: a, key: id, lines: { over: b, key: c } } ] ; each 'fulfilment.shipments': lines: quantity: expected a value, found nothing. Add it",
        "each: [ { into: fulfilment.shipments, over: a, key: id, lines: { over: b, key: c, quantity: d, sku: e } } ] ; lines: expected nothing but [key, over, quantity], found 'sku'. Correct it",
        "each: [ { into: fulfilment.shipments, over: a, key: id, lines: { over: b, key: c, quantity: 'd[x]' } } ] ; row 'fulfilment.shipments.<key>.lines.<key>': expected [] for each element",
        "each: [ { into: fulfilment.shipments, over: a, key: id, lines: { over: b, key: c, quantity: { from: d, type: text } } } ] ; lines: quantity: expected a type that is a number, found 'text'. Leave 'type' out",
        "personal: [ { field: email } ]                           ; row 'email': from: expected a path",
        "rows: [                                                  ; expected YAML, found what does not parse at line",
      })
  void namesTheRowAndTheRemedy(String yaml, String told) throws IOException {
    Files.createDirectories(directory.resolve("acme"));
    Files.writeString(
        directory.resolve("acme/order.yaml"), "mapping: acme/order\nversion: 1\n" + yaml + "\n");

    assertThatThrownBy(() -> new MappingFiles(Optional.of(directory)).named("acme/order"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mappings/acme/order.yaml")
        .hasMessageContaining(told);
  }
}
