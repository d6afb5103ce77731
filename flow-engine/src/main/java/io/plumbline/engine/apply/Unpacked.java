package io.plumbline.engine.apply;

import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.intake.Arrived;
import io.plumbline.engine.observation.Via;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record of the inbox, decrypted and understood, or with the reason why it cannot be. */
sealed interface Unpacked {

  Source source();

  String connection();

  /** Equal for two deliveries of one event. */
  String dedupeKey();

  /**
   * Whether a second delivery is recognised by its key. Listings are not: what they repeat is
   * compared with the replica, since a record may change and change back.
   */
  boolean once();

  /** What came of a re-read, if that is how it came. */
  default Optional<Arrived> reread() {
    return Optional.ofNullable(arrived()).filter(arrived -> arrived.via() == Via.REREAD);
  }

  /** What could be taken out of the record. */
  @Nullable Arrived arrived();

  /** Understood by its connector. */
  record Usable(Source source, Arrived arrived, Understood understood) implements Unpacked {

    @Override
    public String connection() {
      return arrived.connection();
    }

    @Override
    public String dedupeKey() {
      return arrived.dedupeKey();
    }

    @Override
    public boolean once() {
      return switch (understood) {
        case Understood.Readings _ ->
            switch (arrived.via()) {
              case WEBHOOK, FILE -> true;
              case POLL, SNAPSHOT, REREAD -> false;
            };
        // A listing repeats such a row at every poll of the overlap; it is told once.
        case Understood.ReadAgain _, Understood.Filtered _ -> true;
      };
    }
  }

  /**
   * Can never be applied.
   *
   * @param arrived what could be taken out of the record
   * @param body what is kept for a person to look at
   */
  record Poison(
      Source source,
      String connection,
      @Nullable Arrived arrived,
      String cause,
      String explanation,
      byte[] body)
      implements Unpacked {

    @Override
    public String dedupeKey() {
      return "poison/" + (arrived == null ? source.place() : arrived.dedupeKey());
    }

    @Override
    public boolean once() {
      return true;
    }
  }
}
