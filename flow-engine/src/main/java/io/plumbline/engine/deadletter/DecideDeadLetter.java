package io.plumbline.engine.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a person decides about a dead letter: try it again, or do without it. */
@Singleton
public class DecideDeadLetter {

  private final Transactions transactions;
  private final DeadLetters letters;
  private final Map<String, Retry> retries;
  private final EditedRetry edited;

  @Inject
  DecideDeadLetter(
      Transactions transactions,
      DeadLetters letters,
      @All List<Retry> retries,
      EditedRetry edited) {
    this(transactions, letters, (Collection<Retry>) retries, edited);
  }

  /** Where nothing that arrived is corrected. */
  public DecideDeadLetter(
      Transactions transactions, DeadLetters letters, Collection<Retry> retries) {
    this(
        transactions,
        letters,
        retries,
        (tx, letter, patch) -> {
          throw new CannotRetry("expected a service that takes corrections, found another one.");
        });
  }

  private DecideDeadLetter(
      Transactions transactions,
      DeadLetters letters,
      Collection<Retry> retries,
      EditedRetry edited) {
    this.transactions = transactions;
    this.letters = letters;
    this.edited = edited;
    this.retries = retries.stream().collect(Collectors.toMap(Retry::kind, Function.identity()));
  }

  /** Puts it on its way again; what it reads then is the state of then. */
  public Outcome retry(long id) {
    try {
      return decide(id, "retried", "by a person", this::again);
    } catch (CannotRetry e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    }
  }

  /** Puts what arrived on its way again with a correction in it. */
  public Outcome retryEdited(long id, JsonNode patch, String reason) {
    try {
      return decide(
          id,
          "retried",
          "corrected: " + reason.strip(),
          (tx, letter) -> edited.again(tx, letter, patch));
    } catch (CannotRetry e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    }
  }

  /** Gives it up for good. */
  public Outcome discard(long id, String reason) {
    if (reason.isBlank()) {
      return new Outcome.Refused("expected a reason, found none. Say why it can be done without.");
    }
    return decide(id, "discarded", reason.strip(), (tx, letter) -> {});
  }

  private void again(Connection tx, StoredLetter letter) {
    Retry retry = retries.get(letter.kind());
    if (retry == null) {
      throw new CannotRetry(
          "expected a dead letter of a kind that can be retried (%s), found '%s'. Discard it with a reason."
              .formatted(String.join(", ", new TreeSet<>(retries.keySet())), letter.kind()));
    }
    retry.again(tx, letter);
  }

  private Outcome decide(
      long id, String state, String reason, BiConsumer<Connection, StoredLetter> then) {
    return transactions.get(tx -> {
      lockEntity(tx, id);
      Optional<StoredLetter> closed = letters.close(tx, id, state, reason);
      closed.ifPresent(letter -> then.accept(tx, letter));
      return closed
          .<Outcome>map(Outcome.Done::new)
          .orElseGet(() -> refusal(id, letters.find(tx, id)));
    });
  }

  /** The entity before its letters, as apply locks them: the two never wait for each other. */
  private static void lockEntity(Connection tx, long id) {
    Sql.one(
        tx,
        row -> true,
        """
        select 1 from entity where key = (select key from dead_letter where id = ?) for update
        """,
        id);
  }

  private static Outcome refusal(long id, Optional<StoredLetter> letter) {
    return letter
        .<Outcome>map(found ->
            new Outcome.Refused(
                "expected dead letter %d to be open, found it %s.".formatted(id, found.state())))
        .orElse(new Outcome.Absent());
  }

  /** What became of a decision. */
  public sealed interface Outcome {
    record Done(StoredLetter letter) implements Outcome {}

    /** It was already decided, or the decision lacks something. */
    record Refused(String why) implements Outcome {}

    record Absent() implements Outcome {}
  }
}
