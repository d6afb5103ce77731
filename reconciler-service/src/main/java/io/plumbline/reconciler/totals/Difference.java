package io.plumbline.reconciler.totals;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.totals.DayDifferences.Pair;
import io.plumbline.reconciler.totals.DayDifferences.Uneven;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How two connections differ on one day, and entities that make up the difference: those of one
 * page, while the numbers are of the whole day.
 */
@Schema(
    description =
        "How two connections differ on one day; the numbers are of the whole day, the entities those of the page")
public record Difference(
    String left,
    String right,
    @Schema(description = "ISO 4217", examples = "GBP") String currency,
    @Schema(description = "Records of the left less those of the right") long count,
    @Schema(
            type = SchemaType.STRING,
            description = "Sum of the left less that of the right",
            examples = "139.12")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal sum,
    @Schema(description = "Entities for which a finding stands") long drifted,
    @Schema(description = "Entities with a change under way") long pending,
    List<Entity> entities) {

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

  /** How often and with what amount a connection holds an entity; zero where it does not. */
  record Held(long count, BigDecimal sum) {}

  /** One entity that is not held alike. */
  @Schema(name = "UnevenEntity", description = "One entity that is not held alike")
  public record Entity(
      String key,
      @Schema(description = "What is uneven, in words") String difference,
      long leftCount,
      @Schema(type = SchemaType.STRING, description = "Decimal", examples = "139.12")
          @JsonFormat(shape = JsonFormat.Shape.STRING)
          BigDecimal leftSum,
      long rightCount,
      @Schema(type = SchemaType.STRING, description = "Decimal", examples = "139.12")
          @JsonFormat(shape = JsonFormat.Shape.STRING)
          BigDecimal rightSum,
      Why why,
      @Schema(
              description = "When a change that is under way is expected to have arrived",
              nullable = true)
          @Nullable Instant expectedBy,
      @Schema(description = "The ids of those that stand") List<String> findings) {

    static Entity of(Uneven uneven, Policy.Comparison compared) {
      return new Entity(
          uneven.entity(),
          what(uneven),
          uneven.onLeft().count(),
          uneven.onLeft().sum(),
          uneven.onRight().count(),
          uneven.onRight().sum(),
          Difference.why(uneven, compared),
          uneven.expectedBy(),
          uneven.findings());
    }
  }

  /** Grouped by pair, in the order in which the entities come. */
  static List<Difference> of(List<Uneven> uneven, Policy.Comparison compared) {
    Map<Pair, List<Entity>> pairs = new LinkedHashMap<>();
    uneven.forEach(one ->
        pairs.computeIfAbsent(one.pair(), pair -> new ArrayList<>()).add(Entity.of(one, compared)));
    return pairs.entrySet().stream().map(of -> difference(of.getKey(), of.getValue())).toList();
  }

  private static Difference difference(Pair pair, List<Entity> entities) {
    return new Difference(
        pair.left(),
        pair.right(),
        pair.currency(),
        pair.count(),
        pair.sum(),
        pair.drifted(),
        pair.pending(),
        entities);
  }

  private static Why why(Uneven uneven, Policy.Comparison compared) {
    Why known = uneven.why();
    if (known != null) {
      return known;
    }
    return allowed(uneven, compared) ? Why.ALLOWED : Why.UNEXPLAINED;
  }

  private static boolean allowed(Uneven uneven, Policy.Comparison compared) {
    BigDecimal gap = uneven.onLeft().sum().subtract(uneven.onRight().sum()).abs();
    return uneven.onLeft().count() == uneven.onRight().count()
        && (gap.compareTo(compared.tolerance()) <= 0 || !compared.fields().contains("total"));
  }

  private static String what(Uneven uneven) {
    Pair pair = uneven.pair();
    if (uneven.onLeft().count() == 0) {
      return "only in " + pair.right();
    }
    if (uneven.onRight().count() == 0) {
      return "only in " + pair.left();
    }
    return uneven.onLeft().count() == uneven.onRight().count()
        ? "different amount"
        : "different number of records";
  }
}
