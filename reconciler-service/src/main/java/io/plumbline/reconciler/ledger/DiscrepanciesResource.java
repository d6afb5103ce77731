package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.finding.Pending;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

  /** One page, and where the next one starts. */
  public record Page(List<Pending> items, @Nullable String next) {}

  @GET
  @Operation(
      summary = "Discrepancies within their windows, in the order in which agreement is expected",
      description = "A discrepancy that outlives its window becomes the finding of the same id.")
  @APIResponse(responseCode = "200", description = "A page of discrepancies")
  @APIResponse(responseCode = "400", description = "A filter, limit or cursor that cannot be read")
  public Page list(
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("connection") @Nullable String connection,
      @QueryParam("key") @Nullable String key,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    int size = Limit.of(limit);
    FindingFilter filter = FindingFilter.of(null, kind, connection, key, null, cursor);
    List<DiscrepancyRow> found = rows.page(filter, size + 1);
    List<DiscrepancyRow> shown = found.subList(0, Math.min(size, found.size()));
    String next =
        found.size() > size
            ? new Cursor(shown.getLast().expectedBy, shown.getLast().id).text()
            : null;
    return new Page(shown.stream().map(DiscrepancyRow::pending).toList(), next);
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One discrepancy within its window")
  @APIResponse(responseCode = "200", description = "The discrepancy")
  @APIResponse(responseCode = "404", description = "Gone: agreed, or a finding by now")
  public Pending one(@PathParam("id") String id) {
    return rows.findByIdOptional(Text.plain("id", id))
        .map(DiscrepancyRow::pending)
        .orElseThrow(() -> Refusal.notFound("no discrepancy " + id));
  }
}
