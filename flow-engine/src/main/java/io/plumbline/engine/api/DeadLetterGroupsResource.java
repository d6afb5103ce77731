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
      @Schema(description = "Whether letters of the group are still undecided: ask again")
          boolean more) {
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
      description = "Each by itself and with the state of then; what cannot be retried stays open.")
  @APIResponse(responseCode = "200", description = "How many, and which not")
  public Decided retry(
      @Parameter(description = ID, example = "9d5ed678fe57bcca610140957afab571") @PathParam("id")
          String id,
      @QueryParam("limit") @Nullable String limit) {
    return each(id, Parameters.limit(limit), decide::retry);
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
      DeadLettersResource.@Nullable Discard discard) {
    var reason = DeadLettersResource.reason(discard);
    return each(id, Parameters.limit(limit), letter -> decide.discard(letter, reason));
  }

  private Decided each(String group, int limit, LongFunction<Outcome> decision) {
    var letters = transactions.get(tx -> groups.letters(tx, group, limit + 1));
    if (letters.isEmpty()) {
      throw Refused.unknown("group of open dead letters", group);
    }
    var refused = new ArrayList<Left>();
    var done = 0;
    for (var letter : letters.subList(0, Math.min(limit, letters.size()))) {
      switch (decision.apply(letter)) {
        case Outcome.Done _ -> done++;
        case Outcome.Refused why -> refused.add(new Left(letter, why.why()));
        case Outcome.Absent _ -> refused.add(new Left(letter, "it is gone"));
      }
    }
    return new Decided(done, refused, letters.size() > limit);
  }
}
