package io.plumbline.engine.connector;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One write, journalled before it is sent.
 *
 * @param name what it does, such as {@code upsert sales order}
 * @param reference our stable reference of the record it writes: reading back by it tells whether
 *     an attempt of unknown outcome took effect
 * @param call everything {@link Connector#send} needs, without secrets; may hold personal data and
 *     is therefore never logged, and stored encrypted
 * @param sent the canonical fields it sets, by path, such as {@code commercial.total}; free of
 *     personal data, published with the attempt
 * @param thenAgain what follows can only be planned once this took effect: the record is read and
 *     planned again behind it
 * @param needs the references of the steps before it without which it makes no sense; all of them,
 *     where it does not say
 * @param impossible why it cannot even be asked for; told as a refusal is, while the rest is done
 */
public record Step(
    String name,
    String reference,
    ObjectNode call,
    ObjectNode sent,
    boolean thenAgain,
    @Nullable Set<String> needs,
    @Nullable CallFailed impossible) {

  public Step {
    needs = needs == null ? null : Set.copyOf(needs);
  }

  public Step(String name, String reference, ObjectNode call, ObjectNode sent) {
    this(name, reference, call, sent, false, null, null);
  }

  /** One that would have to be done and cannot be, for a reason that is a person's to remove. */
  public static Step impossible(String name, String reference, CallFailed why) {
    var nothing = JsonNodeFactory.instance.objectNode();
    return new Step(name, reference, nothing, nothing, false, null, why);
  }

  /** The same write, after which the rest is planned. */
  public Step thenPlanAgain() {
    return new Step(name, reference, call, sent, true, needs, impossible);
  }

  /** The same write, which nothing but a refusal of these keeps back. */
  public Step needing(Set<String> references) {
    return new Step(name, reference, call, sent, thenAgain, references, impossible);
  }

  /** Whether it makes no sense now that these were not done. */
  public boolean lacks(Set<String> references) {
    return needs == null ? !references.isEmpty() : !Collections.disjoint(needs, references);
  }
}
