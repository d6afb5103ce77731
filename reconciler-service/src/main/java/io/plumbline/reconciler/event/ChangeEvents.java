package io.plumbline.reconciler.event;

import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads change events by their CloudEvents type. */
public final class ChangeEvents {
  private static final Map<String, ObjectReader> READERS =
      Map.of(
          "observed", Json.mapper().readerFor(Observed.class),
          "linked", Json.mapper().readerFor(Linked.class),
          "delivered", Json.mapper().readerFor(Attempted.class),
          "dead-lettered", Json.mapper().readerFor(DeadLettered.class),
          "erased", Json.mapper().readerFor(Erased.class),
          "watermark", Json.mapper().readerFor(Watermark.class));

  private ChangeEvents() {}

  /** The event, or why these bytes are none. */
  public static ChangeEvent read(@Nullable String type, byte @Nullable [] value) throws Unreadable {
    if (type == null) {
      throw new Unreadable("expected a ce_type header, found none");
    }
    if (value == null) {
      throw new Unreadable("expected a value for " + type + ", found none");
    }
    ObjectReader reader = READERS.get(name(type));
    if (reader == null) {
      throw new Unreadable("expected a known event type, found " + type);
    }
    return parse(reader, type, value);
  }

  private static ChangeEvent parse(ObjectReader reader, String type, byte[] value)
      throws Unreadable {
    try {
      ChangeEvent event = reader.readValue(value);
      //noinspection ConstantValue: the JSON literal null reads as null
      if (event == null) {
        throw new Unreadable("expected an object for " + type + ", found null");
      }
      return event;
    } catch (IOException | RuntimeException e) {
      // Whatever fails in reading fails of the bytes alone, and would fail again for ever.
      throw new Unreadable("expected " + type + ", found " + where(e), e);
    }
  }

  /** The place of the fault without the payload, which Jackson would quote. */
  private static String where(Exception e) {
    if (e instanceof com.fasterxml.jackson.databind.JsonMappingException mapping) {
      return e.getClass().getSimpleName() + " at " + mapping.getPathReference();
    }
    return e.getClass().getSimpleName();
  }

  private static String name(String type) {
    String[] parts = type.split("\\.", -1);
    boolean ours = parts.length == 5 && type.startsWith("io.plumbline.") && parts[4].equals("v1");
    return ours ? parts[3] : "";
  }
}
