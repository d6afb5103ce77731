package io.plumbline.engine.secrecy;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what vendors said about an entity under the entity's own key: it is erased with it. */
@Singleton
public class Quotes {

  private final EntityKeys keys;

  public Quotes(EntityKeys keys) {
    this.keys = keys;
  }

  public byte[] seal(Connection tx, String key, String words) {
    return keys.seal(tx, key, words.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty where nothing was said, and where the entity was erased since. */
  public Optional<String> open(Connection tx, @Nullable String key, byte @Nullable [] sealed) {
    if (key == null || sealed == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new String(keys.open(tx, key, sealed), StandardCharsets.UTF_8));
    } catch (Unreadable e) {
      return Optional.empty();
    }
  }
}
