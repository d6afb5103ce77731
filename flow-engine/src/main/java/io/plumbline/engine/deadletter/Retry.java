package io.plumbline.engine.deadletter;

import java.sql.Connection;

/** How one kind of dead letter is tried again; a bean per kind. */
public interface Retry {

  /** {@code inbound}, {@code delivery} or {@code reread}. */
  String kind();

  /** Puts it on its way again, in the transaction that closes the letter. */
  void again(Connection tx, StoredLetter letter);
}
