package io.plumbline.engine.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;

/** How what arrived is tried again with a person's correction in it. */
public interface EditedRetry {

  /**
   * Puts the corrected payload on its way again, in the transaction that closes the letter.
   *
   * @param patch a JSON merge patch (RFC 7396)
   * @throws CannotRetry where there is nothing to correct, or the patch does not fit; the letter
   *     stays open
   */
  void again(Connection tx, StoredLetter letter, JsonNode patch);
}
