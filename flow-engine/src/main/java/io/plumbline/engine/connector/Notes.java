package io.plumbline.engine.connector;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a vendor says of one connection's records beside them, such as the entries of an account: it
 * comes and changes while the record's own time stands still. Kept for every replica of the
 * service, and outliving them.
 */
public interface Notes {

  /**
   * One thing said.
   *
   * @param externalId the record it is about
   * @param id its own, of which there is one in the connection
   * @param at when it is said to have happened
   */
  record Note(String externalId, String id, Instant at, byte[] body) {}

  /** How far listening came, as the connector put it down; empty where it never did. */
  Optional<String> progress();

  /**
   * Keeps what was heard and how far listening came with it, both or neither. What says something
   * else than before, or is new and no older than records are looked back for, is news of its
   * record until that is to be read again.
   *
   * @param readAt when the vendor was asked; what was asked of it later stays
   */
  void keep(List<Note> notes, Instant readAt, String progress);

  /** Has so many records read again, newest news first, that there is news of from then on. */
  void readAgain(Instant from, int most);

  /** What is said of each of the records, oldest first; nothing of those it does not name. */
  Map<String, List<Note>> of(Collection<String> externalIds);
}
