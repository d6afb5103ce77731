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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What could not be used or delivered, and what a person decides about it. */
@Path("/api/dead-letters")
@Tag(name = "Dead letters")
public class DeadLettersResource {

  private static final String ID = "The letter's number";

  private static final String CLOSED =
      "It is closed, or what died cannot be tried again; `detail` says which";

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
  @Schema(
      name = "DeadLetter",
      description =
          "Something that could not be used or delivered, without what arrived: that stays encrypted")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Letter(
      @Schema(description = "The letter's number") long id,
      @Schema(
              description =
                  "What died: what arrived, a delivery, a record that had to be read again, or a case that the rules object to",
              enumeration = {"inbound", "delivery", "reread", "exception"})
          String kind,
      String connection,
      @Nullable String key,
      @Nullable String externalId,
      @Schema(description = "The shape of what arrived, as the connector names it")
          @Nullable String topic,
      @Schema(description = "The class of the cause, such as unusable, rejected or exhausted")
          String cause,
      @Schema(description = "What was expected, what was found and the remedy; names no person")
          String explanation,
      @Schema(description = "Where it shows: event, place in the inbox, delivery, attempt")
          ObjectNode evidence,
      @Schema(enumeration = {"open", "retried", "resolved", "discarded"}) String state,
      @Schema(description = "Why a person decided so") @Nullable String reason,
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
  @Schema(
      name = "DeadLetterCorrection",
      description = "A correction of what arrived, and why it is right")
  public record Correction(
      @Schema(description = "JSON merge patch (RFC 7396) of the payload") @Nullable JsonNode patch,
      @Nullable String reason) {}

  /** Why it can be done without. */
  @Schema(name = "DeadLetterDiscard", description = "Why it can be done without")
  public record Discard(@Nullable String reason) {}

  @GET
  @Operation(operationId = "listDeadLetters", summary = "Dead letters, the newest first")
  @APIResponse(responseCode = "200", description = "One page")
  public Listed<Letter> list(
      @Parameter(
              description = "Only those in this state",
              schema = @Schema(enumeration = {"open", "retried", "resolved", "discarded"}))
          @QueryParam("state")
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

  /** A dead letter with all that is known of it. */
  @Schema(name = "OpenedDeadLetter", description = "A dead letter with all that is known of it")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Opened(
      @JsonUnwrapped Letter letter,
      @Schema(description = "What the vendor said, in its own words; may name a person")
          @Nullable String quoted) {}

  @GET
  @Path("{id}")
  @Operation(operationId = "getDeadLetter", summary = "One dead letter, with what the vendor said")
  @APIResponse(responseCode = "200", description = "The letter")
  public Opened one(@Parameter(description = ID, example = "4711") @PathParam("id") String id) {
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
  @Operation(
      operationId = "retryDeadLetter",
      summary = "Put it on its way again, with the state of then")
  @APIResponse(responseCode = "200", description = "The letter, closed as retried")
  @APIResponse(responseCode = "409", description = CLOSED)
  public Letter retry(@Parameter(description = ID, example = "4711") @PathParam("id") String id) {
    return decided(id, decide.retry(number(id)));
  }

  @POST
  @Path("{id}/discard")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "discardDeadLetter", summary = "Give it up for good, with a reason")
  @APIResponse(responseCode = "200", description = "The letter, closed as discarded")
  @APIResponse(responseCode = "409", description = CLOSED)
  public Letter discard(
      @Parameter(description = ID, example = "4711") @PathParam("id") String id,
      @Nullable Discard discard) {
    return decided(id, decide.discard(number(id), reason(discard)));
  }

  static String reason(@Nullable Discard discard) {
    return Parameters.said(
        "reason", "a reason why it can be done without", discard == null ? null : discard.reason());
  }

  @POST
  @Path("{id}/retry-edited")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "retryEditedDeadLetter",
      summary = "Put what arrived on its way again with a correction in it",
      description =
          "The patch is a JSON merge patch (RFC 7396) of the payload. What it then says is judged"
              + " like any arrival: if it is older than what is held, nothing changes.")
  @APIResponse(responseCode = "200", description = "The letter, closed as retried")
  @APIResponse(responseCode = "409", description = CLOSED)
  public Letter retryEdited(
      @Parameter(description = ID, example = "4711") @PathParam("id") String id,
      @Nullable Correction correction) {
    var patch = correction == null ? null : correction.patch();
    if (patch == null || !patch.isObject() || patch.isEmpty()) {
      throw Refused.field("patch", "a JSON object with what is to change", "none");
    }
    var reason =
        Parameters.said(
            "reason",
            "a reason why it is right so",
            correction == null ? null : correction.reason());
    return decided(id, decide.retryEdited(number(id), patch, reason));
  }

  @GET
  @Path("{id}/comparison")
  @Operation(
      operationId = "compareDeadLetter",
      summary = "What arrived, beside what was accepted of that record before",
      description =
          "Through the mapping, and without what is personal. Names what does not fit, what no row"
              + " reads, and every field that says something else than what is held.")
  @APIResponse(responseCode = "200", description = "The differences")
  @APIResponse(
      responseCode = "409",
      description = "There is nothing to compare: no payload was kept, or its connection is gone")
  public CompareLetter.Comparison comparison(
      @Parameter(description = ID, example = "4711") @PathParam("id") String id) {
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
