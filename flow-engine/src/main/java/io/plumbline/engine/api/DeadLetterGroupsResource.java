package io.plumbline.engine.api;

import io.plumbline.engine.deadletter.DecideDeadLetter;
import io.plumbline.engine.deadletter.DecideDeadLetter.Outcome;
import io.plumbline.engine.deadletter.LetterGroups;
import io.plumbline.engine.sql.Transactions;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Dead letters by what they have in common, so that one decision serves them all. */
@Path("/api/dead-letter-groups")
@Tag(name = "Dead letters")
public class DeadLetterGroupsResource {

  private static final String ID = "The group, by the id under which it is listed";

  private final Transactions transactions;
  private final LetterGroups groups;
  private final DecideDeadLetter decide;

  DeadLetterGroupsResource(
      Transactions transactions, LetterGroups groups, DecideDeadLetter decide) {
    this.transactions = transactions;
    this.groups = groups;
    this.decide = decide;
  }

  /** A letter that could not be decided, and why. */
  @Schema(name = "UndecidedDeadLetter", description = "A letter that could not be decided, and why")
  public record Left(@Schema(description = "The letter's number") long letter, String why) {}

  /** What a decision did. */
  @Schema(name = "DeadLetterGroupDecision", description = "What a decision on a group did")
  public record Decided(
      @Schema(description = "How many letters were decided") int done,
      @Schema(description = "Those that could not be; they stay open") List<Left> refused,
      @Schema(description = "Whether more of them are to be decided: ask again with `next`")
          boolean more,
      @Schema(
              description =
                  "The cursor of those behind it; null at the end. What opens meanwhile waits for a next round",
              nullable = true)
          @Nullable String next) {
    public Decided {
      refused = List.copyOf(refused);
    }
  }

  @GET
  @Operation(
      operationId = "listDeadLetterGroups",
      summary = "Open dead letters grouped by cause, the biggest group first")
  @APIResponse(responseCode = "200", description = "The groups")
  public List<LetterGroups.Group> list(
      @QueryParam("connection") @Nullable String connection,
      @QueryParam("limit") @Nullable String limit) {
    var from = Parameters.text(connection).orElse(null);
    var rows = Parameters.limit(limit);
    return transactions.get(tx -> groups.list(tx, from, rows));
  }

  @POST
  @Path("{id}/retry")
  @Operation(
      operationId = "retryDeadLetterGroup",
      summary = "Put all letters of a group on their way again",
      description =
          "Each by itself and with the state of then; what cannot be retried stays open, and `cursor` goes on behind it.")
  @APIResponse(responseCode = "200", description = "How many, and which not")
  public Decided retry(
      @Parameter(description = ID, example = "9d5ed678fe57bcca610140957afab571") @PathParam("id")
          String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    return each(id, Parameters.limit(limit), cursor, decide::retry);
  }

  @POST
  @Path("{id}/discard")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "discardDeadLetterGroup",
      summary = "Give all letters of a group up for good, with a reason")
  @APIResponse(responseCode = "200", description = "How many, and which not")
  public Decided discard(
      @Parameter(description = ID, example = "9d5ed678fe57bcca610140957afab571") @PathParam("id")
          String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      DeadLettersResource.@Nullable Discard discard) {
    var reason = DeadLettersResource.reason(discard);
    return each(id, Parameters.limit(limit), cursor, letter -> decide.discard(letter, reason));
  }

  /** Which letters of a group are still to be decided: behind one number, up to another. */
  private record Rest(long after, long until) {

    /** A retry that fails leaves a new letter, which must not lead the caller on for ever. */
    static Rest of(@Nullable String cursor, LongSupplier newest) {
      return Parameters.place(cursor, 2)
          .map(place -> new Rest(number(place.getFirst(), cursor), number(place.getLast(), cursor)))
          .orElseGet(() -> new Rest(0, newest.getAsLong()));
    }

    private static long number(String text, @Nullable String cursor) {
      if (!text.matches("[0-9]{1,18}")) {
        throw Parameters.badCursor("" + cursor);
      }
      return Long.parseLong(text);
    }

    String behind(long letter) {
      return Parameters.cursor(Long.toString(letter), Long.toString(until));
    }
  }

  private Decided each(
      String group, int limit, @Nullable String cursor, LongFunction<Outcome> decision) {
    var rest = Rest.of(cursor, () -> transactions.get(groups::newest));
    var letters =
        transactions.get(tx -> groups.letters(tx, group, rest.after(), rest.until(), limit + 1));
    if (letters.isEmpty() && Parameters.text(cursor).isEmpty()) {
      throw Refused.unknown("group of open dead letters", group);
    }
    var now = letters.subList(0, Math.min(limit, letters.size()));
    var refused = new ArrayList<Left>();
    var done = 0;
    for (var letter : now) {
      switch (decision.apply(letter)) {
        case Outcome.Done _ -> done++;
        case Outcome.Refused why -> refused.add(new Left(letter, why.why()));
        case Outcome.Absent _ -> refused.add(new Left(letter, "it is gone"));
      }
    }
    var more = letters.size() > limit;
    return new Decided(done, refused, more, more ? rest.behind(now.getLast()) : null);
  }
}
