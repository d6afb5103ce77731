package io.plumbline.engine.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;

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
 */
public record Step(
    String name, String reference, ObjectNode call, ObjectNode sent, boolean thenAgain) {

  public Step(String name, String reference, ObjectNode call, ObjectNode sent) {
    this(name, reference, call, sent, false);
  }

  /** The same write, after which the rest is planned. */
  public Step thenPlanAgain() {
    return new Step(name, reference, call, sent, true);
  }
}
