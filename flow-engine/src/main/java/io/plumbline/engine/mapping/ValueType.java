package io.plumbline.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plumbline.engine.observation.Decimals;
import io.plumbline.engine.observation.Text;
import io.plumbline.engine.observation.Times;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** What a canonical field holds, and how its text is read. */
enum ValueType {
  TEXT("text that can be kept, of at most %d bytes".formatted(Text.LONGEST_VALUE)) {
    @Override
    JsonNode read(String text) {
      if (Text.fault(text, Text.LONGEST_VALUE).isPresent()) {
        throw new Unkept(text);
      }
      return string(text);
    }
  },
  /** At least two decimals, none lost. */
  MONEY("a decimal amount") {
    @Override
    JsonNode read(String text) {
      BigDecimal amount = Decimals.of(text).stripTrailingZeros();
      return string(amount.setScale(Math.max(2, amount.scale())).toPlainString());
    }
  },
  DECIMAL("a decimal number") {
    @Override
    JsonNode read(String text) {
      return string(plain(Decimals.of(text)));
    }
  },
  INTEGER("a whole number") {
    @Override
    JsonNode read(String text) {
      return string(Decimals.of(text).toBigIntegerExact().toString());
    }
  },
  INSTANT("a time with its offset") {
    @Override
    JsonNode read(String text) {
      return string(instant(text).toString());
    }
  },
  BOOLEAN("true or false") {
    @Override
    JsonNode read(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "t", "yes" -> BooleanNode.TRUE;
        case "false", "f", "no" -> BooleanNode.FALSE;
        default -> throw new IllegalArgumentException(text);
      };
    }
  },
  DATE("a date as yyyy-mm-dd") {
    @Override
    JsonNode read(String text) {
      LocalDate date = LocalDate.parse(text);
      Times.kept(date.atStartOfDay(ZoneOffset.UTC).toInstant());
      return string(date.toString());
    }
  };

  private final String expected;

  ValueType(String expected) {
    this.expected = expected;
  }

  /** What an error says was expected. */
  String expected() {
    return expected;
  }

  boolean isNumber() {
    return this == MONEY || this == DECIMAL || this == INTEGER;
  }

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException or its kin, where it does not fit
   */
  abstract JsonNode read(String text);

  static ValueType named(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "type: expected text, money, decimal, integer, instant, boolean or date, found '%s'"
              .formatted(name),
          e);
    }
  }

  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Text that cannot be kept as it is. */
  static final class Unkept extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String text;

    Unkept(String text) {
      super("text that cannot be kept");
      this.text = text;
    }

    /** The same without what no text may hold; empty where it is too long all the same. */
    Optional<JsonNode> mended() {
      return Optional.of(Text.mended(text))
          .filter(whole -> Text.fault(whole, Text.LONGEST_VALUE).isEmpty())
          .map(ValueType::string);
    }
  }

  private static JsonNode string(String text) {
    return JsonNodeFactory.instance.textNode(text);
  }

  private static Instant instant(String text) {
    try {
      return Times.kept(Instant.parse(text));
    } catch (DateTimeException e) {
      return Times.kept(OffsetDateTime.parse(text).toInstant());
    }
  }
}
