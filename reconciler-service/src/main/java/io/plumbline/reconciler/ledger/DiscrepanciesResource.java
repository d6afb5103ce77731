package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.finding.Pending;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.rest.Page;
import io.plumbline.reconciler.rest.Paging;
import io.plumbline.reconciler.rest.Refusal;
import io.plumbline.reconciler.rest.Text;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What differs now and may still come right by itself. */
@Path("/api/discrepancies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "discrepancies")
public class DiscrepanciesResource {
  private final DiscrepancyRows rows;

  DiscrepanciesResource(DiscrepancyRows rows) {
    this.rows = rows;
  }

  @GET
  @Operation(
      operationId = "listDiscrepancies",
      summary = "Discrepancies within their windows, in the order in which agreement is expected",
      description = "A discrepancy that outlives its window becomes the finding of the same id.")
  @APIResponse(responseCode = "200", description = "A page of discrepancies")
  public Page<Pending> list(
      @Parameter(description = "Only this kind", schema = @Schema(implementation = Kind.class))
          @QueryParam("kind")
          @Nullable String kind,
      @QueryParam("connection") @Nullable String connection,
      @QueryParam("key") @Nullable String key,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Paging paging = Paging.of(limit, cursor, After.PARTS);
    FindingFilter filter = FindingFilter.of(null, kind, connection, key, null);
    return paging.page(
        rows.page(filter, paging),
        last -> new After(last.expectedBy, last.id).cursor(),
        shown -> shown.stream().map(DiscrepancyRow::pending).toList());
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getDiscrepancy", summary = "One discrepancy within its window")
  @APIResponse(responseCode = "200", description = "The discrepancy")
  public Pending one(@PathParam("id") String id) {
    return rows.findByIdOptional(Text.plain("id", id))
        .map(DiscrepancyRow::pending)
        .orElseThrow(() -> Refusal.notFound("no discrepancy " + id));
  }
}
