package io.plumbline.engine.deadletter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connector.Quoted;
import io.plumbline.engine.observation.Text;
import org.jspecify.annotations.Nullable;

/**
 * Something that could not be used or delivered, with its cause.
 *
 * @param kind {@code inbound}, {@code delivery}, {@code reread} or {@code exception}
 * @param cause the cause's class, such as {@code unusable}, {@code rejected} or {@code exhausted}
 * @param explanation expected, found and the remedy; free of personal data
 * @param body what arrived, already encrypted by the caller; absent for a delivery
 * @param quoted what the vendor said, in its own words; kept only under an entity's key
 */
public record DeadLetter(
    String kind,
    String connection,
    @Nullable String key,
    @Nullable String externalId,
    @Nullable String topic,
    String cause,
    String explanation,
    ObjectNode evidence,
    byte @Nullable [] body,
    @Nullable Quoted quoted) {

  public static final String INBOUND = "inbound";
  public static final String DELIVERY = "delivery";

  /** A record that had to be read again and could not be. */
  public static final String REREAD = "reread";

  /** The rules object to what the systems say of an entity. */
  public static final String EXCEPTION = "exception";

  /** What a letter's body is encrypted as. */
  public static final String SEALED_AS = "dead-letter";

  /** The cause of those that revive by themselves when their connection recovers. */
  public static final String EXHAUSTED = "exhausted";

  public static final String REJECTED = "rejected";

  /** The cause of what fails for a reason of our own. */
  public static final String DEFECT = "defect";

  private static final int LONGEST_EXPLANATION = 4_000;

  /** Whatever is wrong with it, it can be kept: there is nowhere else to put it. */
  public DeadLetter {
    connection = Text.name(connection);
    externalId = externalId == null ? null : Text.name(externalId);
    topic = topic == null ? null : Text.name(topic);
    explanation = Text.cut(explanation, LONGEST_EXPLANATION);
  }

  public DeadLetter(
      String kind,
      String connection,
      @Nullable String key,
      @Nullable String externalId,
      @Nullable String topic,
      String cause,
      String explanation,
      ObjectNode evidence,
      byte @Nullable [] body) {
    this(kind, connection, key, externalId, topic, cause, explanation, evidence, body, null);
  }

  /** The same with what the vendor said. */
  public DeadLetter quoting(@Nullable Quoted words) {
    return new DeadLetter(
        kind, connection, key, externalId, topic, cause, explanation, evidence, body, words);
  }
}
