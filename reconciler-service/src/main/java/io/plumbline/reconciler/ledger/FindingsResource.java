package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.rest.Page;
import io.plumbline.reconciler.rest.Paging;
import io.plumbline.reconciler.rest.Text;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Findings, and what people do about them. */
@Path("/api/findings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "findings")
public class FindingsResource {
  private final FindingRows rows;
  private final ChangeOrder order;

  FindingsResource(FindingRows rows, ChangeOrder order) {
    this.rows = rows;
    this.order = order;
  }

  /** Who has seen it. */
  @Schema(description = "Who has seen it")
  public record Acknowledgement(@NotBlank @Size(max = 200) String by) {}

  /** Who lets it stand, and why. */
  @Schema(description = "Who lets it stand, and why")
  public record Acceptance(
      @NotBlank @Size(max = 200) String by, @NotBlank @Size(max = 4_000) String reason) {}

  /** Who looks after it. */
  @Schema(description = "Who looks after it")
  public record Assignment(@NotBlank @Size(max = 200) String owner) {}

  @GET
  @Operation(
      operationId = "listFindings",
      summary = "Findings in the order of their last change",
      description =
          "Every change is later than all that could be seen before it: who asks again with the"
              + " newest changedAt seen as changedSince misses none.")
  @APIResponse(responseCode = "200", description = "A page of findings")
  public Page<FindingView> list(
      @Parameter(
              description = "Only those in this state",
              schema = @Schema(enumeration = {"open", "acknowledged", "resolved", "accepted"}))
          @QueryParam("state")
          @Nullable String state,
      @Parameter(description = "Only this kind", schema = @Schema(implementation = Kind.class))
          @QueryParam("kind")
          @Nullable String kind,
      @QueryParam("connection") @Nullable String connection,
      @QueryParam("key") @Nullable String key,
      @Parameter(
              description = "Only findings that changed at this time or later",
              schema = @Schema(implementation = Instant.class),
              example = "2026-12-01T09:10:00Z")
          @QueryParam("changedSince")
          @Nullable String changedSince,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Paging paging = Paging.of(limit, cursor, After.PARTS);
    FindingFilter filter = FindingFilter.of(state, kind, connection, key, changedSince);
    return paging.page(
        rows.page(filter, paging),
        last -> new After(last.changedAt, last.id).cursor(),
        shown -> shown.stream().map(FindingView::of).toList());
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getFinding", summary = "One finding")
  @APIResponse(responseCode = "200", description = "The finding")
  public FindingView one(@PathParam("id") String id) {
    return FindingView.of(rows.require(Text.plain("id", id)));
  }

  @POST
  @Path("/{id}/acknowledge")
  @Transactional
  @Operation(
      operationId = "acknowledgeFinding",
      summary = "Says that somebody has seen the finding")
  @APIResponse(responseCode = "200", description = "The finding, acknowledged")
  @APIResponse(responseCode = "409", description = "The finding is no longer open")
  public FindingView acknowledge(
      @PathParam("id") String id, @NotNull @Valid Acknowledgement acknowledgement) {
    String by = Text.plain("by", acknowledgement.by());
    Change change = change(id);
    change.row().acknowledge(by, change.at());
    return FindingView.of(change.row());
  }

  @POST
  @Path("/{id}/accept")
  @Transactional
  @Operation(operationId = "acceptFinding", summary = "Lets the difference stand, with a reason")
  @APIResponse(responseCode = "200", description = "The finding, accepted")
  @APIResponse(responseCode = "409", description = "The finding is closed already")
  public FindingView accept(@PathParam("id") String id, @NotNull @Valid Acceptance acceptance) {
    String by = Text.plain("by", acceptance.by());
    String reason = Text.kept("reason", acceptance.reason());
    Change change = change(id);
    change.row().accept(by, reason, change.at());
    return FindingView.of(change.row());
  }

  @PUT
  @Path("/{id}/owner")
  @Transactional
  @Operation(operationId = "assignFinding", summary = "Names who looks after the finding")
  @APIResponse(responseCode = "200", description = "The finding with its owner")
  public FindingView assign(@PathParam("id") String id, @NotNull @Valid Assignment assignment) {
    String owner = Text.plain("owner", assignment.owner());
    Change change = change(id);
    change.row().assign(owner, change.at());
    return FindingView.of(change.row());
  }

  /** A finding that nobody else changes until the transaction ends. */
  private record Change(FindingRow row, Instant at) {}

  /** Read only when it is its turn: the second of two sees what the first did. */
  private Change change(String id) {
    String known = Text.plain("id", id);
    Instant at = order.next();
    return new Change(rows.require(known), at);
  }
}
