package io.plumbline.sandbox.fault;

import io.plumbline.sandbox.http.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What a call at the vendor's API came to.
 *
 * @param change the history entry it made, if it changed a record
 * @param supersedes the newest entry of that record before it
 * @param error why nothing was applied
 */
public record Outcome(
    Answer answer,
    @Nullable Long change,
    @Nullable Long supersedes,
    @Nullable String reference,
    @Nullable String error) {

  public static Outcome read(Answer answer) {
    return new Outcome(answer, null, null, null, null);
  }

  public static Outcome refused(Answer answer, String error) {
    return new Outcome(answer, null, null, null, error);
  }

  boolean applied() {
    return change != null;
  }
}
