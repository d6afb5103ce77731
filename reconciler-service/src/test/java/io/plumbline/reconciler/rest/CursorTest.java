package io.plumbline.reconciler.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Cursors that readers hold stay valid, whatever the parts are made of. */
class CursorTest {

  @Test
  void keepsTheFormThatReadersHold() {
    assertThat(Cursor.of("2026-11-27T10:00:00Z", "a").text())
        .isEqualTo("MjAyNi0xMS0yN1QxMDowMDowMFp8YQ");
  }

  @Test
  void tellsASeparatorWithinAPartFromOneBetweenParts() {
    Cursor cursor = Cursor.of("a|b", "100%", "%7C", "");

    assertThat(Cursor.read(cursor.text(), 4)).isEqualTo(cursor);
  }

  @Test
  void refusesACursorOfAnotherList() {
    String text = Cursor.of("a", "b").text();

    assertThatThrownBy(() -> Cursor.read(text, 4)).isInstanceOf(Refusal.class);
  }
}
