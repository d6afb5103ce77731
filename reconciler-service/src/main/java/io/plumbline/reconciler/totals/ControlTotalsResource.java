package io.plumbline.reconciler.totals;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.plumbline.reconciler.ledger.Moments;
import io.plumbline.reconciler.ledger.Reasons;
import io.plumbline.reconciler.ledger.Reasons.Reason;
import io.plumbline.reconciler.ledger.Refusal;
import io.plumbline.reconciler.ledger.Text;
import io.plumbline.reconciler.policy.Policy;
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
import java.time.Instant;
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
  private final Reasons reasons;
  private final Policy policy;

  ControlTotalsResource(ControlTotals totals, Reasons reasons, Policy policy) {
    this.policy = policy;
    this.totals = totals;
    this.reasons = reasons;
  }

  /** How two connections differ on one day, and the entities that make up the difference. */
  public record Difference(
      String left,
      String right,
      String currency,
      long count,
      @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal sum,
      long drifted,
      long pending,
      List<Entity> entities) {}

  /** Why an entity is not held alike. */
  public enum Why {
    /** A finding stands. */
    @JsonProperty("drifted")
    DRIFTED,
    /** A change is under way and within its window. */
    @JsonProperty("pending")
    PENDING,
    /** Somebody has accepted every finding. */
    @JsonProperty("accepted")
    ACCEPTED,
    /** By policy it is no difference: within the tolerance, or totals are not compared. */
    @JsonProperty("allowed")
    ALLOWED,
    /** The side that lacks it has it on another day. */
    @JsonProperty("otherDay")
    OTHER_DAY,
    /** Nothing that is known explains it. */
    @JsonProperty("unexplained")
    UNEXPLAINED
  }

  /**
   * One entity that is not held alike.
   *
   * @param expectedBy when a change that is under way is expected to have arrived
   */
  public record Entity(
      String key,
      String difference,
      long leftCount,
      @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal leftSum,
      long rightCount,
      @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal rightSum,
      Why why,
      @Nullable Instant expectedBy,
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
  @Transactional
  @Operation(summary = "The entities behind every difference of a day, and why")
  @APIResponse(responseCode = "200", description = "Groups per pair of connections")
  @APIResponse(responseCode = "400", description = "A day that cannot be read")
  public List<Difference> differences(
      @PathParam("day") String day, @QueryParam("currency") @Nullable String currencyCode)
      throws SQLException {
    String currency = Text.plainIfAny("currency", currencyCode);
    LocalDate date = date("day", day);
    if (date == null) {
      throw Refusal.badRequest("day: expected a date such as 2026-11-27");
    }
    List<Uneven> uneven = totals.uneven(date, currency);
    if (uneven.isEmpty()) {
      return List.of();
    }
    Map<String, Reason> known = reasons.of(uneven.stream().map(Uneven::entity).distinct().toList());
    Map<List<String>, List<Uneven>> pairs = new LinkedHashMap<>();
    uneven.forEach(one ->
        pairs
            .computeIfAbsent(
                List.of(one.left(), one.right(), one.currency()), pair -> new ArrayList<>())
            .add(one));
    return pairs.values().stream().map(pair -> difference(pair, known)).toList();
  }

  private Difference difference(List<Uneven> pair, Map<String, Reason> known) {
    Uneven first = pair.getFirst();
    long count = pair.stream().mapToLong(u -> u.onLeft().count() - u.onRight().count()).sum();
    BigDecimal sum =
        pair.stream()
            .map(one -> one.onLeft().sum().subtract(one.onRight().sum()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    List<Entity> entities =
        pair.stream()
            .map(one -> entity(one, known.getOrDefault(one.entity(), Reason.NONE)))
            .toList();
    return new Difference(
        first.left(),
        first.right(),
        first.currency(),
        count,
        sum,
        entities.stream().filter(entity -> entity.why() == Why.DRIFTED).count(),
        entities.stream().filter(entity -> entity.why() == Why.PENDING).count(),
        entities);
  }

  private Entity entity(Uneven uneven, Reason reason) {
    return new Entity(
        uneven.entity(),
        what(uneven),
        uneven.onLeft().count(),
        uneven.onLeft().sum(),
        uneven.onRight().count(),
        uneven.onRight().sum(),
        why(uneven, reason),
        reason.expectedBy(),
        reason.findings());
  }

  private Why why(Uneven uneven, Reason reason) {
    if (!reason.findings().isEmpty() && !reason.accepted()) {
      return Why.DRIFTED;
    }
    if (reason.expectedBy() != null) {
      return Why.PENDING;
    }
    if (reason.accepted()) {
      return Why.ACCEPTED;
    }
    if (uneven.otherDay()) {
      return Why.OTHER_DAY;
    }
    return allowed(uneven) ? Why.ALLOWED : Why.UNEXPLAINED;
  }

  private boolean allowed(Uneven uneven) {
    BigDecimal gap = uneven.onLeft().sum().subtract(uneven.onRight().sum()).abs();
    Policy.Comparison compared = policy.comparison();
    return uneven.onLeft().count() == uneven.onRight().count()
        && (gap.compareTo(compared.tolerance()) <= 0 || !compared.fields().contains("total"));
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
      return text == null ? null : Moments.kept(name, LocalDate.parse(text));
    } catch (DateTimeException e) {
      throw Refusal.badRequest(name + ": expected a date such as 2026-11-27, found " + text);
    }
  }
}
