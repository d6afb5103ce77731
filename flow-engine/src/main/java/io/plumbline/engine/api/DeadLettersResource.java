package io.plumbline.engine.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.deadletter.CompareLetter;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.deadletter.DecideDeadLetter;
import io.plumbline.engine.deadletter.DecideDeadLetter.Outcome;
import io.plumbline.engine.deadletter.LetterQuotes;
import io.plumbline.engine.deadletter.StoredLetter;
import io.plumbline.engine.sql.Transactions;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What could not be used or delivered, and what a person decides about it. */
@Path("/api/dead-letters")
@Tag(name = "Dead letters")
public class DeadLettersResource {

  private static final List<String> STATES = List.of("open", "retried", "resolved", "discarded");

  private final Transactions transactions;
  private final DeadLetters letters;
  private final LetterQuotes quotes;
  private final DecideDeadLetter decide;
  private final CompareLetter compare;

  DeadLettersResource(
      Transactions transactions,
      DeadLetters letters,
      LetterQuotes quotes,
      DecideDeadLetter decide,
      CompareLetter compare) {
    this.transactions = transactions;
    this.letters = letters;
    this.quotes = quotes;
    this.decide = decide;
    this.compare = compare;
  }

  /** A dead letter, without what arrived: that stays encrypted. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Letter(
      long id,
      String kind,
      String connection,
      @Nullable String key,
      @Nullable String externalId,
      @Nullable String topic,
      String cause,
      String explanation,
      ObjectNode evidence,
      String state,
      @Nullable String reason,
      Instant createdAt,
      @Nullable Instant closedAt) {

    static Letter of(StoredLetter stored) {
      return new Letter(
          stored.id(),
          stored.kind(),
          stored.connection(),
          stored.key(),
          stored.externalId(),
          stored.topic(),
          stored.cause(),
          stored.explanation(),
          stored.evidence(),
          stored.state(),
          stored.reason(),
          stored.createdAt(),
          stored.closedAt());
    }
  }

  /** A correction, and why it is right. */
  public record Correction(@Nullable JsonNode patch, @Nullable String reason) {}

  /** Why it can be done without. */
  public record Discard(@Nullable String reason) {}

  @GET
  @Operation(summary = "Dead letters, the newest first")
  @APIResponse(responseCode = "200", description = "One page")
  @APIResponse(responseCode = "400", ref = Errors.BAD_REQUEST)
  @APIResponse(responseCode = "503", ref = Errors.UNAVAILABLE)
  public Listed<Letter> list(
      @Parameter(description = "open, retried, resolved or discarded") @QueryParam("state")
          @Nullable String state,
      @QueryParam("connection") @Nullable String connection,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var wanted = Parameters.oneOf("state", state, STATES).orElse(null);
    var from = Parameters.text(connection).orElse(null);
    var before = Parameters.number(cursor).orElse(null);
    var rows = Parameters.limit(limit);
    var found = transactions.get(tx -> letters.list(tx, wanted, from, before, rows + 1));
    return Listed.page(
        found.stream().map(Letter::of).toList(),
        rows,
        last -> Parameters.cursor(Long.toString(last.id())));
  }

  /**
   * A dead letter with all that is known of it.
   *
   * @param quoted what the vendor said, in its own words, which may name a person
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Opened(@JsonUnwrapped Letter letter, @Nullable String quoted) {}

  @GET
  @Path("{id}")
  @Operation(summary = "One dead letter, with what the vendor said")
  @APIResponse(responseCode = "200", description = "The letter")
  @APIResponse(responseCode = "404", ref = Errors.NOT_FOUND)
  @APIResponse(responseCode = "503", ref = Errors.UNAVAILABLE)
  public Opened one(@PathParam("id") String id) {
    var number = number(id);
    return transactions
        .get(tx ->
            letters
                .find(tx, number)
                .map(letter -> new Opened(Letter.of(letter), quotes.of(tx, number).orElse(null))))
        .orElseThrow(() -> Refused.unknown("dead letter", id));
  }

  @POST
  @Path("{id}/retry")
  @Operation(summary = "Put it on its way again, with the state of then")
  @APIResponse(responseCode = "200", description = "The letter, closed as retried")
  @APIResponse(responseCode = "404", ref = Errors.NOT_FOUND)
  @APIResponse(responseCode = "409", ref = Errors.CONFLICT)
  @APIResponse(responseCode = "503", ref = Errors.UNAVAILABLE)
  public Letter retry(@PathParam("id") String id) {
    return decided(id, decide.retry(number(id)));
  }

  @POST
  @Path("{id}/discard")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Give it up for good, with a reason")
  @APIResponse(responseCode = "200", description = "The letter, closed as discarded")
  @APIResponse(responseCode = "400", ref = Errors.BAD_REQUEST)
  @APIResponse(responseCode = "404", ref = Errors.NOT_FOUND)
  @APIResponse(responseCode = "409", ref = Errors.CONFLICT)
  @APIResponse(responseCode = "415", ref = Errors.UNSUPPORTED)
  @APIResponse(responseCode = "422", ref = Errors.UNPROCESSABLE)
  @APIResponse(responseCode = "503", ref = Errors.UNAVAILABLE)
  public Letter discard(@PathParam("id") String id, @Nullable Discard discard) {
    return decided(id, decide.discard(number(id), reason(discard)));
  }

  static String reason(@Nullable Discard discard) {
    var reason = discard == null ? null : discard.reason();
    if (reason == null || reason.isBlank()) {
      throw Refused.field("reason", "a reason why it can be done without", "nothing");
    }
    return reason;
  }

  @POST
  @Path("{id}/retry-edited")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Put what arrived on its way again with a correction in it",
      description =
          "The patch is a JSON merge patch (RFC 7396) of the payload. What it then says is judged"
              + " like any arrival: if it is older than what is held, nothing changes.")
  @APIResponse(responseCode = "200", description = "The letter, closed as retried")
  @APIResponse(responseCode = "400", ref = Errors.BAD_REQUEST)
  @APIResponse(responseCode = "404", ref = Errors.NOT_FOUND)
  @APIResponse(responseCode = "409", ref = Errors.CONFLICT)
  @APIResponse(responseCode = "415", ref = Errors.UNSUPPORTED)
  @APIResponse(responseCode = "422", ref = Errors.UNPROCESSABLE)
  @APIResponse(responseCode = "503", ref = Errors.UNAVAILABLE)
  public Letter retryEdited(@PathParam("id") String id, @Nullable Correction correction) {
    var patch = correction == null ? null : correction.patch();
    var reason = correction == null ? null : correction.reason();
    if (patch == null || !patch.isObject() || patch.isEmpty()) {
      throw Refused.field("patch", "a JSON object with what is to change", "none");
    }
    if (reason == null || reason.isBlank()) {
      throw Refused.field("reason", "a reason why it is right so", "nothing");
    }
    return decided(id, decide.retryEdited(number(id), patch, reason));
  }

  @GET
  @Path("{id}/comparison")
  @Operation(
      summary = "What arrived, beside what was accepted of that record before",
      description =
          "Through the mapping, and without what is personal. Names what does not fit, what no row"
              + " reads, and every field that says something else than what is held.")
  @APIResponse(responseCode = "200", description = "The differences")
  @APIResponse(responseCode = "404", ref = Errors.NOT_FOUND)
  @APIResponse(responseCode = "409", ref = Errors.CONFLICT)
  @APIResponse(responseCode = "503", ref = Errors.UNAVAILABLE)
  public CompareLetter.Comparison comparison(@PathParam("id") String id) {
    var letter =
        transactions
            .get(tx -> letters.find(tx, number(id)))
            .orElseThrow(() -> Refused.unknown("dead letter", id));
    return compare.of(letter);
  }

  private static long number(String id) {
    if (!id.matches("[0-9]{1,18}")) {
      throw Refused.unknown("dead letter", id);
    }
    return Long.parseLong(id);
  }

  private static Letter decided(String id, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> Letter.of(done.letter());
      case Outcome.Refused refused -> throw Refused.conflict(refused.why());
      case Outcome.Absent _ -> throw Refused.unknown("dead letter", id);
    };
  }
}
