package io.plumbline.engine.secrecy;

import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;

/** One key per entity, wrapped in its row: destroying the row's key erases what it encrypted. */
@Singleton
public class EntityKeys {

  private final MasterKey master;

  public EntityKeys(MasterKey master) {
    this.master = master;
  }

  /** A wrapped key for a new entity. */
  public byte[] create(String key) {
    return master.wrapNew(wrapping(key));
  }

  public byte[] seal(Connection tx, String key, byte[] plain) {
    return with(key, wrapped(tx, key)).seal(plain);
  }

  public byte[] open(Connection tx, String key, byte[] sealed) {
    return with(key, wrapped(tx, key)).open(sealed);
  }

  /** The entity's key, unwrapped from its row. */
  public EntityKey with(String key, byte[] wrapped) {
    return new EntityKey(key, new Sealed(master.open(wrapped, wrapping(key))));
  }

  private static byte[] wrapped(Connection tx, String key) {
    return Sql.one(tx, row -> row.getBytes(1), "select data_key from entity where key = ?", key)
        .orElseThrow(() ->
            new Unreadable(
                "expected the entity '%s' with its key, found none".formatted(key), null));
  }

  private static String wrapping(String key) {
    return "entity-key/" + key;
  }

  /** Encrypts and decrypts for one entity. */
  public static final class EntityKey {
    private final String context;
    private final Sealed sealed;

    EntityKey(String key, Sealed sealed) {
      this.context = "entity/" + key;
      this.sealed = sealed;
    }

    public byte[] seal(byte[] plain) {
      return sealed.seal(plain, context);
    }

    public byte[] open(byte[] ciphertext) {
      return sealed.open(ciphertext, context);
    }
  }
}
