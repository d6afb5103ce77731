package io.plumbline.engine.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Name;
import io.plumbline.engine.observation.Reading;
import io.plumbline.engine.observation.Text;
import io.plumbline.engine.observation.Times;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Whether what was understood can also be kept, in our tables and on the way to the reconciler.
 * What cannot is as unusable as what cannot be understood, and says why.
 */
final class Keeping {

  /**
   * In characters; an order of some thousand lines. An event is four times as large at most, topics
   * take 8 MiB, and the reconciler keeps what all systems say of one order in a record of its own.
   */
  static final int LARGEST = 1 << 19;

  private static final int LONGEST_REASON = 200;

  private Keeping() {}

  static Understood keepable(Understood understood) throws Unusable {
    return switch (understood) {
      case Understood.Readings(var readings) -> {
        for (Reading reading : readings) {
          check(reading);
        }
        yield understood;
      }
      case Understood.ReadAgain(var externalId) -> {
        name("the record's id", externalId);
        yield understood;
      }
      // Reasons quote what was sent, and are counted under it.
      case Understood.Filtered(var reason) ->
          new Understood.Filtered(Text.cut(reason, LONGEST_REASON));
    };
  }

  private static void check(Reading reading) throws Unusable {
    name("the record's id", reading.externalId());
    for (Name name : reading.names()) {
      name("a name of the record", name.namespace());
      name("a name of the record", name.value());
    }
    time("the time of the last change", reading.sourceTime());
    time("the time of the change", reading.occurredAt());
    check(reading.content());
  }

  private static void check(Content content) throws Unusable {
    int size = 0;
    for (var facet : content.facets().entrySet()) {
      size += check(facet.getKey(), facet.getValue(), size);
    }
    check("personal", content.personal(), size);
  }

  /** How many characters it has; nothing of a value is told, since it may be personal. */
  private static int check(String path, JsonNode node, int before) throws Unusable {
    int size = 0;
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      found(
          "a field of " + path,
          "a name that can be kept",
          Text.fault(field.getKey(), Text.LONGEST_NAME));
      size += field.getKey().length();
      size += check(path + "." + field.getKey(), field.getValue(), before + size);
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        size += check(path, element, before + size);
      }
    }
    if (node.isValueNode()) {
      String text = node.asText();
      found(path, "text that can be kept", Text.fault(text, Text.LONGEST_VALUE));
      size += text.length();
    }
    if (before + size > LARGEST) {
      throw new Unusable(
          "%s: expected a record of at most %d characters, found a larger one."
              .formatted(Text.shown(path), LARGEST));
    }
    return size;
  }

  private static void name(String what, String name) throws Unusable {
    found(what, "a name", name.isBlank() ? Optional.of("none") : Optional.empty());
    found(what, "a name that can be kept", Text.fault(name, Text.LONGEST_NAME));
  }

  private static void time(String what, Instant time) throws Unusable {
    if (!Times.isKept(time)) {
      throw new Unusable(
          "%s: expected one of the years 1 to 9999, found %s.".formatted(what, time));
    }
  }

  private static void found(String what, String expected, Optional<String> fault) throws Unusable {
    if (fault.isPresent()) {
      throw new Unusable(
          "%s: expected %s, found %s.".formatted(Text.shown(what), expected, fault.get()));
    }
  }
}
