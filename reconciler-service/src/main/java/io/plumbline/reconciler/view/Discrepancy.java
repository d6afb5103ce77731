package io.plumbline.reconciler.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Kind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One thing in which desired and observed state differ now.
 *
 * @param hop from the connection that is right to the one that is wrong
 * @param concerned the connections whose word decides whether it still holds
 * @param patience how long it may last; null where the hop's window says it
 * @param field its name in findings; {@code path} is its place in the wrong record
 */
@RegisterForReflection
public record Discrepancy(
    Kind kind,
    Hop hop,
    Set<String> concerned,
    String field,
    String path,
    String expected,
    String actual,
    String rule,
    @Nullable Exposure exposure,
    @Nullable Duration patience) {

  private static final Set<Kind> TOGETHER =
      EnumSet.of(Kind.TOLD_SHIPPED, Kind.PARTIAL_MISMATCH, Kind.STUCK, Kind.WRONG_CHANNEL);

  public Discrepancy {
    concerned = new TreeSet<>(concerned);
  }

  /** One that may last as long as changes on its hop usually take. */
  public Discrepancy(
      Kind kind,
      Hop hop,
      Set<String> concerned,
      String field,
      String path,
      String expected,
      String actual,
      String rule,
      @Nullable Exposure exposure) {
    this(kind, hop, concerned, field, path, expected, actual, rule, exposure, null);
  }

  /** The same, which may last so long whatever its hop is used to. */
  public Discrepancy lasting(Duration time) {
    return new Discrepancy(
        kind, hop, concerned, field, path, expected, actual, rule, exposure, time);
  }

  /** The same, with nothing at stake that is not counted elsewhere. */
  public Discrepancy free() {
    return costing(null);
  }

  public Discrepancy costing(@Nullable Exposure stake) {
    return new Discrepancy(
        kind, hop, concerned, field, path, expected, actual, rule, stake, patience);
  }

  /**
   * Whether systems agree, and it is only to end some day. Until it has lasted too long there is
   * nothing to tell of it.
   */
  @JsonIgnore
  public boolean waits() {
    return patience != null && kind != Kind.WRONG_CHANNEL;
  }

  /** Whether a change is under way on its hop, whose end tells how fast the hop is. */
  @JsonIgnore
  public boolean travels() {
    return patience == null && kind != Kind.DUPLICATE;
  }

  /**
   * Names the thing that differs, whatever its values; an episode lasts as long as this does. What
   * concerns one connection alone stays the same thing when it becomes known where the order came
   * from.
   */
  @JsonIgnore
  public String slot() {
    return thing() + '|' + place() + '|' + field;
  }

  /**
   * The kind, but for what the order of arrival alone tells apart: the same difference is an edit
   * that was not followed, or was there from the start, and does not end by becoming the other.
   */
  @JsonIgnore
  public String thing() {
    return (kind == Kind.EDITED_AFTER_SYNC ? Kind.FIELD_MISMATCH : kind).id();
  }

  /** The same under the kind by which it became known. */
  Discrepancy as(Kind known) {
    return new Discrepancy(
        known, hop, concerned, field, path, expected, actual, rule, exposure, patience);
  }

  /**
   * Where it differs: two authorities that a connection disagrees with are two places. The
   * warehouses of an order are one authority together, whichever of them is named.
   */
  @JsonIgnore
  public String place() {
    return concerned.size() == 1 || together() ? wrong() : hop.label();
  }

  /** A parcel at the dock is at that of one warehouse. */
  private boolean together() {
    return TOGETHER.contains(kind) && !(kind == Kind.TOLD_SHIPPED && waits());
  }

  /** The facet that the field belongs to; whatever names none is commercial. */
  @JsonIgnore
  public String facet() {
    return Values.facet(field).map(name -> "order." + name).orElse("order.commercial");
  }

  /** The field within its facet. */
  @JsonIgnore
  public String member() {
    return Values.facet(field).map(name -> field.substring(name.length() + 1)).orElse(field);
  }

  /** How a write names the field. */
  @JsonIgnore
  public String qualified() {
    return Values.facet(field).isPresent() ? field : "commercial." + field;
  }

  @JsonIgnore
  public String wrong() {
    return hop.to();
  }

  @JsonIgnore
  public String authority() {
    return hop.from();
  }
}
