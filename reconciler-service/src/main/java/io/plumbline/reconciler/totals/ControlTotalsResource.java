package io.plumbline.reconciler.totals;

import io.plumbline.reconciler.ledger.Refusal;
import io.plumbline.reconciler.ledger.StandingFindings;
import io.plumbline.reconciler.totals.ControlTotals.Total;
import io.plumbline.reconciler.totals.ControlTotals.Uneven;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Totals by business day, and the entities behind every difference. */
@Path("/api/control-totals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "control totals")
public class ControlTotalsResource {
  private final ControlTotals totals;
  private final StandingFindings findings;

  ControlTotalsResource(ControlTotals totals, StandingFindings findings) {
    this.totals = totals;
    this.findings = findings;
  }

  /** How two connections differ on one day, and the entities that make up the difference. */
  public record Difference(
      String left,
      String right,
      String currency,
      long count,
      BigDecimal sum,
      List<Entity> entities) {}

  /** One entity that is not held alike; {@code why} is a list of finding ids or "in flight". */
  public record Entity(
      String key,
      String difference,
      long leftCount,
      BigDecimal leftSum,
      long rightCount,
      BigDecimal rightSum,
      String why,
      List<String> findings) {}

  @GET
  @Transactional
  @Operation(summary = "Count and sum per flow, connection, business day and currency")
  @APIResponse(responseCode = "200", description = "The totals")
  @APIResponse(responseCode = "400", description = "A day that cannot be read")
  public List<Total> totals(
      @QueryParam("day") @Nullable String day,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("currency") @Nullable String currency)
      throws SQLException {
    LocalDate only = date("day", day);
    return only == null
        ? totals.totals(date("from", from), date("to", to), currency)
        : totals.totals(only, only, currency);
  }

  @GET
  @Path("/{day}/differences")
  @Transactional
  @Operation(summary = "The entities behind every difference of a day, and why")
  @APIResponse(responseCode = "200", description = "Groups per pair of connections")
  @APIResponse(responseCode = "400", description = "A day that cannot be read")
  public List<Difference> differences(
      @PathParam("day") String day, @QueryParam("currency") @Nullable String currency)
      throws SQLException {
    LocalDate date = date("day", day);
    if (date == null) {
      throw Refusal.badRequest("day: expected a date such as 2026-11-27");
    }
    List<Uneven> uneven = totals.uneven(date, currency);
    if (uneven.isEmpty()) {
      return List.of();
    }
    Map<String, List<String>> known =
        findings.of(uneven.stream().map(Uneven::entity).distinct().toList());
    Map<List<String>, List<Uneven>> pairs = new LinkedHashMap<>();
    uneven.forEach(one ->
        pairs
            .computeIfAbsent(
                List.of(one.left(), one.right(), one.currency()), pair -> new ArrayList<>())
            .add(one));
    return pairs.values().stream().map(pair -> difference(pair, known)).toList();
  }

  private static Difference difference(List<Uneven> pair, Map<String, List<String>> known) {
    Uneven first = pair.getFirst();
    long count = pair.stream().mapToLong(u -> u.onLeft().count() - u.onRight().count()).sum();
    BigDecimal sum =
        pair.stream()
            .map(one -> one.onLeft().sum().subtract(one.onRight().sum()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Difference(
        first.left(),
        first.right(),
        first.currency(),
        count,
        sum,
        pair.stream()
            .map(one -> entity(one, known.getOrDefault(one.entity(), List.of())))
            .toList());
  }

  private static Entity entity(Uneven uneven, List<String> ids) {
    return new Entity(
        uneven.entity(),
        what(uneven),
        uneven.onLeft().count(),
        uneven.onLeft().sum(),
        uneven.onRight().count(),
        uneven.onRight().sum(),
        ids.isEmpty() ? "in flight" : "found",
        ids);
  }

  private static String what(Uneven uneven) {
    if (uneven.onLeft().count() == 0) {
      return "only in " + uneven.right();
    }
    if (uneven.onRight().count() == 0) {
      return "only in " + uneven.left();
    }
    return uneven.onLeft().count() == uneven.onRight().count()
        ? "different amount"
        : "different number of records";
  }

  private static @Nullable LocalDate date(String name, @Nullable String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw Refusal.badRequest(name + ": expected a date such as 2026-11-27, found " + text);
    }
  }
}
