package io.plumbline.engine.observation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL, UTF-8 and an index cannot hold has another text that stands for it. */
class TextTest {

  @ParameterizedTest
  @ValueSource(strings = {"5120", "\u03a9", "\uD83D\uDE00", "a b", "\t", "\u2028"})
  void keepsWhatCanBeKept(String text) {
    assertThat(Text.fault(text, Text.LONGEST_NAME)).isEmpty();
    assertThat(Text.name(text)).isSameAs(text);
    assertThat(Text.shown(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "a\u0000b", "\uD83D", "\uDE00\uD83D", "x\uDE00"})
  void replacesWhatCannotBeKept(String text) {
    assertThat(Text.fault(text, Text.LONGEST_NAME)).isPresent();
    assertThat(Text.fault(Text.name(text), Text.LONGEST_NAME)).isEmpty();
    assertThat(Text.fault(Text.shown(text), Text.LONGEST_NAME)).isEmpty();
    assertThat(Text.name(text)).isEqualTo(Text.name(text));
    assertThat(Text.name(Text.name(text))).isEqualTo(Text.name(text));
  }

  /** Mechanism: the digest is over the characters; encoded, both halves are a question mark. */
  @Test
  void tellsNamesApartThatLookAlikeOnceTheyAreEncoded() {
    assertThat(Text.name("\uD83D")).isNotEqualTo(Text.name("\uD83C"));
    assertThat(Text.name("a".repeat(600) + 1)).isNotEqualTo(Text.name("a".repeat(600) + 2));
  }

  /** Mechanism: bytes are counted, not characters; the bound and one past it. */
  @Test
  void countsBytes() {
    assertThat(Text.fault("\uD83D\uDE00".repeat(128), 512)).isEmpty();
    assertThat(Text.fault("\uD83D\uDE00".repeat(128) + "a", 512))
        .contains("513 bytes of at most 512");
    assertThat(Text.fault("\u20ac\u00e9a", 6)).isEmpty();
    assertThat(Text.fault("\u20ac\u00e9a", 5)).isPresent();
  }

  @Test
  void cutsWhatIsLong() {
    assertThat(Text.cut("abc", 3)).isEqualTo("abc");
    assertThat(Text.cut("abcd", 3)).isEqualTo("abc\u2026");
    assertThat(Text.cut("\uD83D\uDE00\uD83D\uDE00", 1)).isEqualTo("\uD83D\uDE00\u2026");
  }
}
