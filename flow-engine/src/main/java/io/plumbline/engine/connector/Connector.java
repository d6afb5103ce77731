package io.plumbline.engine.connector;

import io.plumbline.engine.observation.Reading;
import java.util.List;
import java.util.Optional;

/**
 * What the engine asks of a vendor, for one connection and one flow.
 *
 * <p>Implementations keep no state that matters: cursors, sequences, leases, budgets and breakers
 * are the engine's. Calls block (each has a thread of its own) and never outlive the connection's
 * timeout. Every call to the vendor fails with a {@link CallFailed} that says how to go on.
 */
public interface Connector {

  /** Judges a webhook by its signature over the raw bytes and names what it is about. */
  Arrival receive(Webhook webhook);

  /**
   * The JSON that the vendor expects in the answer to a webhook; empty where the status will do.
   */
  default String acknowledgement() {
    return "";
  }

  /**
   * Normalises a stored body, whichever way it came.
   *
   * @return the readings in it; empty where the payload is understood and does not concern the flow
   * @throws Unusable where the payload cannot be understood
   */
  Understood understand(String topic, byte[] body) throws Unusable;

  /** Reads one page of what changed since the cursor, oldest first by (modification time, id). */
  Page changedSince(Cursor cursor);

  /**
   * Listens a bounded while to what is said beside the records, puts it into the {@link Notes} and
   * has records read again that it changes. Asked after the last page of each poll, when those are
   * stored; nobody else does meanwhile.
   */
  default void lookAside() {}

  /** Reads one page of the vendor's full listing, for a snapshot; resumes at any cursor it gave. */
  Page listing(Optional<String> resume);

  /** Reads one record as it is now; empty where it does not exist. */
  Optional<RawRecord> fetch(String externalId);

  /** Reads one record back by the stable reference we gave it; empty where no such record shows. */
  Optional<RawRecord> find(String reference);

  /**
   * Whether {@link #fetch} is open at all. Where it is not, our own writes are never seen, and what
   * is wanted next is planned without a look.
   */
  default boolean readable() {
    return true;
  }

  /**
   * The writes that bring the record to the desired content, in order; empty where none is needed.
   * Pure.
   */
  List<Step> plan(Desired desired, Optional<Reading> current);

  /** Sends one step. A normal return means the vendor confirmed it. */
  Confirmed send(Step step);

  /** Mapping ids to describe, preview and check, such as {@code shopify/order}. */
  List<String> mappings();

  /** What a payload turned out to be. */
  sealed interface Understood {
    /** Records of the flow. */
    record Readings(List<Reading> readings) implements Understood {
      public Readings {
        readings = List.copyOf(readings);
      }
    }

    /** A thin or partial payload: the record has to be read before it says anything. */
    record ReadAgain(String externalId) implements Understood {}

    /** Understood and not for us; counted under the reason, such as {@code test order}. */
    record Filtered(String reason) implements Understood {}
  }
}
