package io.plumbline.engine.connector;

/** The judgement on a webhook. */
public sealed interface Arrival {

  /**
   * Genuine: it is stored, whatever its content.
   *
   * @param dedupeKey equal for two deliveries of one event
   * @param externalId the record it is about, or a stable stand-in where the body cannot be read
   */
  record Genuine(String dedupeKey, String externalId) implements Arrival {}

  /** Not genuine: answered 401 and forgotten, but counted. */
  record Forged(String reason) implements Arrival {}
}
