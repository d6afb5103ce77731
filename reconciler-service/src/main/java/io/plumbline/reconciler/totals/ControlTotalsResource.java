package io.plumbline.reconciler.totals;

import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.rest.ErrorAnswers;
import io.plumbline.reconciler.rest.Moments;
import io.plumbline.reconciler.rest.Page;
import io.plumbline.reconciler.rest.Paging;
import io.plumbline.reconciler.rest.Refusal;
import io.plumbline.reconciler.rest.Text;
import io.plumbline.reconciler.totals.ControlTotals.Total;
import io.plumbline.reconciler.totals.DayDifferences.Uneven;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Totals by business day, and the entities behind every difference. */
@Path("/api/control-totals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "control totals")
public class ControlTotalsResource {
  private final ControlTotals totals;
  private final DayDifferences differences;
  private final Policy policy;

  ControlTotalsResource(ControlTotals totals, DayDifferences differences, Policy policy) {
    this.policy = policy;
    this.totals = totals;
    this.differences = differences;
  }

  @GET
  @Transactional
  @Operation(
      operationId = "listControlTotals",
      summary = "Count and sum per flow, connection, business day and currency")
  @APIResponse(responseCode = "200", description = "The totals")
  public List<Total> totals(
      @Parameter(
              description = "Only this business day; `from` and `to` then count for nothing",
              schema = @Schema(implementation = LocalDate.class),
              example = "2026-11-27")
          @QueryParam("day")
          @Nullable String day,
      @Parameter(
              description = "This business day and later ones",
              schema = @Schema(implementation = LocalDate.class),
              example = "2026-11-27")
          @QueryParam("from")
          @Nullable String from,
      @Parameter(
              description = "This business day and earlier ones",
              schema = @Schema(implementation = LocalDate.class),
              example = "2026-11-27")
          @QueryParam("to")
          @Nullable String to,
      @QueryParam("currency") @Nullable String currencyCode)
      throws SQLException {
    String currency = Text.plainIfAny("currency", currencyCode);
    LocalDate only = date("day", day);
    return only == null
        ? totals.totals(date("from", from), date("to", to), currency)
        : totals.totals(only, only, currency);
  }

  @GET
  @Path("/{day}/differences")
  @Extension(name = ErrorAnswers.NEVER, value = "404")
  @Transactional
  @Operation(
      operationId = "listControlTotalDifferences",
      summary = "The entities behind every difference of a day, and why")
  @APIResponse(
      responseCode = "200",
      description = "A page of entities in groups per pair; the numbers are of the whole pair")
  public Page<Difference> differences(
      @Parameter(
              description = "The business day, by the zone of each connection",
              schema = @Schema(implementation = LocalDate.class),
              example = "2026-11-27")
          @PathParam("day")
          String day,
      @QueryParam("currency") @Nullable String currencyCode,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor)
      throws SQLException {
    String currency = Text.plainIfAny("currency", currencyCode);
    Paging paging = Paging.of(limit, cursor, DayDifferences.CURSOR_PARTS);
    LocalDate date = date("day", day);
    if (date == null) {
      throw Refusal.badRequest("day: expected a date such as 2026-11-27");
    }
    return paging.page(
        differences.of(date, currency, paging),
        Uneven::cursor,
        uneven -> Difference.of(uneven, policy.comparison()));
  }

  private static @Nullable LocalDate date(String name, @Nullable String text) {
    try {
      return text == null ? null : Moments.kept(name, LocalDate.parse(text));
    } catch (DateTimeException e) {
      throw Refusal.badRequest(name + ": expected a date such as 2026-11-27, found " + text);
    }
  }
}
