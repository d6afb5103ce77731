package io.plumbline.engine.connector;

import java.time.Instant;

/**
 * A record as a vendor's API gave it, to be stored in the inbox and understood later like any
 * other.
 *
 * @param topic tells {@link Connector#understand} the shape of the body, such as {@code poll/order}
 * @param sourceTime the vendor's modification time
 */
public record RawRecord(String externalId, String topic, Instant sourceTime, byte[] body) {}
