package io.plumbline.sandbox.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One payload gone wrong, the same for the same seed. */
public final class Mutations {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final List<String> TOKENS = HostileValues.tokens();
  private static final String MARK = "@@";
  private static final int MOST_CHANGES = 3;
  private static final int MOST_COPIES = 40;

  private final Random random;
  private final List<String> written = new ArrayList<>();
  private final List<String> what = new ArrayList<>();

  private Mutations(long seed) {
    this.random = new Random(seed);
  }

  /**
   * A payload gone wrong.
   *
   * @param what was done to it, for whoever has to repeat it
   */
  public record Mutation(String what, byte[] body) {
    @Override
    public String toString() {
      return what;
    }
  }

  /** Changes what a payload says, or one time in six the bytes that it is written in. */
  public static Mutation of(String payload, long seed) {
    var mutations = new Mutations(seed);
    byte[] body = mutations.changed(payload).getBytes(StandardCharsets.UTF_8);
    if (mutations.random.nextInt(6) == 0) {
      var broken = BrokenBytes.of(body, mutations.random);
      mutations.what.add(broken.what());
      body = broken.body();
    }
    return new Mutation("seed %d: %s".formatted(seed, mutations.what), body);
  }

  private String changed(String payload) {
    JsonNode tree = parsed(payload);
    int changes = random.nextInt(MOST_CHANGES + 1);
    for (int change = 0; change < changes; change++) {
      change(tree);
    }
    return spelt(tree.toString());
  }

  private void change(JsonNode tree) {
    var places = places(tree);
    if (places.isEmpty()) {
      return;
    }
    Place place = places.get(random.nextInt(places.size()));
    switch (random.nextInt(10)) {
      case 0 -> {
        what.add("without " + place);
        place.remove();
      }
      case 1 -> {
        int copies = 1 + random.nextInt(MOST_COPIES);
        what.add("%d times more %s".formatted(copies, place));
        place.repeat(copies, this::twice);
      }
      case 2 -> {
        Place other = places.get(random.nextInt(places.size()));
        what.add("%s as %s".formatted(place, other));
        place.set(other.value().deepCopy());
      }
      case 3 -> {
        what.add("another name for " + place);
        place.rename(mark(text()));
      }
      default -> {
        String token = TOKENS.get(random.nextInt(TOKENS.size()));
        what.add("%s = %s".formatted(place, token.length() > 40 ? token.substring(0, 40) : token));
        place.set(JSON.getNodeFactory().textNode(mark(token)));
      }
    }
  }

  private String text() {
    var texts = HostileValues.texts();
    return HostileValues.quoted(texts.get(random.nextInt(texts.size())));
  }

  /** What is not to be written as JSON would write it is put in at the end. */
  private String mark(String token) {
    written.add(token);
    return MARK + (written.size() - 1) + MARK;
  }

  /** The same key once more, which no tree can hold. */
  private String twice(String key) {
    return mark(HostileValues.quoted(key.replace("\\", "").replace("\"", "")));
  }

  private String spelt(String json) {
    String spelt = json;
    for (int token = 0; token < written.size(); token++) {
      spelt = spelt.replace("\"" + MARK + token + MARK + "\"", written.get(token));
    }
    return spelt;
  }

  private static List<Place> places(JsonNode tree) {
    var places = new ArrayList<Place>();
    collect("", tree, places);
    return places;
  }

  private static void collect(String path, JsonNode node, List<Place> places) {
    if (node instanceof ObjectNode object) {
      object.fieldNames().forEachRemaining(name -> add(new Place(path, object, name, 0), places));
    }
    if (node instanceof ArrayNode list) {
      for (int at = 0; at < list.size(); at++) {
        add(new Place(path, list, "", at), places);
      }
    }
  }

  private static void add(Place place, List<Place> places) {
    places.add(place);
    collect(place.toString(), place.value(), places);
  }

  private static JsonNode parsed(String payload) {
    try {
      return JSON.readTree(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("expected a payload to begin with, found no JSON", e);
    }
  }
}
