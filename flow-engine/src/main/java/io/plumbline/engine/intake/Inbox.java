package io.plumbline.engine.intake;

import java.util.concurrent.CompletionStage;

/** The durable entry of everything that comes from outside. */
public interface Inbox {

  /**
   * Encrypts and sends.
   *
   * @return completes when Kafka acknowledged, fails when it did not in time
   */
  CompletionStage<Void> put(Arrived arrived);
}
