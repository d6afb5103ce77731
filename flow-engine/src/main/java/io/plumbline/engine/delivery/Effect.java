package io.plumbline.engine.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.observation.Reading;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a record shows that a write of unknown outcome took effect. */
final class Effect {

  /** A name, and what stands in brackets behind it: {@code lines[9001]}. */
  private static final Pattern PART = Pattern.compile("([^.\\[\\]]+)|\\[([^\\]]*)\\]");

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  private Effect() {}

  /**
   * A record that was not there before shows it by being there; one that was, by saying what we
   * sent, or by having moved in a field we sent (the vendor rounds, or somebody else wrote since).
   */
  static boolean shows(Optional<Reading> before, ObjectNode sent, Optional<Reading> now) {
    if (now.isEmpty()) {
      return false;
    }
    if (before.isEmpty() || before.get().deleted()) {
      return true;
    }
    return says(sent, now.get()) || moved(before.get(), sent, now.get());
  }

  private static boolean says(ObjectNode sent, Reading now) {
    return sent.properties().stream()
        .allMatch(field -> same(field.getValue(), at(now, field.getKey())));
  }

  private static boolean moved(Reading before, ObjectNode sent, Reading now) {
    return now.sourceTime().isAfter(before.sourceTime())
        && sent.properties().stream()
            .anyMatch(field -> !same(at(before, field.getKey()), at(now, field.getKey())));
  }

  private static JsonNode at(Reading reading, String path) {
    Matcher part = PART.matcher(path);
    if (!part.find()) {
      return MissingNode.getInstance();
    }
    ObjectNode facet = reading.content().facets().get(part.group());
    JsonNode node = facet == null ? MissingNode.getInstance() : facet;
    while (part.find()) {
      node = node.path(part.group(1) != null ? part.group(1) : part.group(2));
    }
    return node;
  }

  private static boolean same(JsonNode one, JsonNode other) {
    String left = one.asText("");
    String right = other.asText("");
    if (NUMBER.matcher(left).matches() && NUMBER.matcher(right).matches()) {
      return new BigDecimal(left).compareTo(new BigDecimal(right)) == 0;
    }
    return left.equals(right);
  }
}
