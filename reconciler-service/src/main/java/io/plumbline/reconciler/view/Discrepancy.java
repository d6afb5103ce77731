package io.plumbline.reconciler.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Kind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One thing in which desired and observed state differ now.
 *
 * @param hop from the connection that is right to the one that is wrong
 * @param concerned the connections whose word decides whether it still holds
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
    @Nullable Exposure exposure) {

  public Discrepancy {
    concerned = new TreeSet<>(concerned);
  }

  /**
   * Names the thing that differs, whatever its values; an episode lasts as long as this does. What
   * concerns one connection alone stays the same thing when it becomes known where the order came
   * from.
   */
  @JsonIgnore
  public String slot() {
    return kind.id() + '|' + place() + '|' + field;
  }

  /** Where it differs: two authorities that a connection disagrees with are two places. */
  @JsonIgnore
  public String place() {
    return concerned.size() == 1 ? wrong() : hop.label();
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
