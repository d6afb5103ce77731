package io.plumbline.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A part of a mapping file as somebody wrote it; what is misspelt in it is no silent default. */
record Written(JsonNode yaml) {

  /** Nothing else is read here: a key that nobody reads would go unseen. */
  Written only(String... keys) {
    var known = new TreeSet<>(Set.of(keys));
    yaml.fieldNames()
        .forEachRemaining(key -> {
          if (!known.contains(key)) {
            throw new IllegalArgumentException(
                "expected nothing but %s, found '%s'. Correct it, or remove it."
                    .formatted(known, key));
          }
        });
    return this;
  }

  /** It is a map, and has nothing but these. */
  Written map(String... keys) {
    if (!yaml.isObject()) {
      throw new IllegalArgumentException(
          "expected a map of %s, found %s. Write each of them with its path."
              .formatted(new TreeSet<>(Set.of(keys)), found(yaml)));
    }
    return only(keys);
  }

  /** The text under a key, which has to be there. */
  String text(String key) {
    JsonNode text = yaml.path(key);
    if (!text.isValueNode() || text.asText().isBlank()) {
      throw new IllegalArgumentException(
          "%s: expected a value, found %s. Add it.".formatted(key, found(text)));
    }
    return text.asText();
  }

  /** The elements of a list; none where it is left out. */
  Stream<JsonNode> list(String key) {
    JsonNode list = yaml.path(key);
    if (list.isMissingNode() || list.isNull() || list.isArray()) {
      return StreamSupport.stream(list.spliterator(), false);
    }
    throw new IllegalArgumentException(
        "%s: expected a list, found %s. Begin each of its elements with a dash."
            .formatted(key, found(list)));
  }

  private static String found(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return "nothing";
    }
    return node.isValueNode() ? "'" + node.asText() + "'" : node.isArray() ? "a list" : "a map";
  }
}
