package io.plumbline.engine.deadletter;

import java.sql.Connection;

/** How one kind of dead letter is tried again; a bean per kind. */
public interface Retry {

  /** {@code inbound}, {@code delivery}, {@code reread} or {@code exception}. */
  String kind();

  /**
   * Puts it on its way again, in the transaction that closes the letter.
   *
   * @throws CannotRetry where there is nothing to try with; the letter stays open
   */
  void again(Connection tx, StoredLetter letter);
}
