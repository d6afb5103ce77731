package io.plumbline.engine.intake;

import io.plumbline.engine.observation.Text;
import io.plumbline.engine.observation.Via;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that came from a connection, as it came; but what it is called by can be kept, since
 * even a dead letter needs that much.
 *
 * @param topic tells the connector the shape of the body
 * @param dedupeKey equal for two deliveries of one event
 * @param sequence the number of a re-read, given before it read; 0 for all else
 * @param sourceTime the vendor's modification time, where the way it came tells it
 * @param readAt when we began to ask for it, by our own clock: it shows every write that had ended
 *     by then. None where the vendor or a person sent it, since nobody knows when that was made
 */
public record Arrived(
    String connection,
    String topic,
    String dedupeKey,
    String externalId,
    Via via,
    int sequence,
    @Nullable Instant sourceTime,
    @Nullable Instant readAt,
    byte[] body) {

  /** The topic of a re-read that found nothing. */
  public static final String GONE = "plumbline/gone";

  public Arrived {
    topic = Text.name(topic);
    dedupeKey = Text.name(dedupeKey);
    externalId = Text.name(externalId);
  }
}
