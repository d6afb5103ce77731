package io.plumbline.engine.observation;

import java.time.Instant;
import java.util.Set;

/**
 * One record as a connector read it out of a payload: normalised, not yet linked or stored.
 *
 * @param externalId the record's name in its connection
 * @param names further names it is known by; its own {@code (connection, external id)} is implied
 * @param sourceTime the vendor's modification time, as precise as the vendor stamps it
 * @param occurredAt when the change happened in the business sense, if the vendor says so, else the
 *     source time
 * @param deleted the record is gone in its system; the content is then empty
 * @param mapping the mapping and its version that read it, such as {@code shopify/order@1}
 */
public record Reading(
    String externalId,
    Set<Name> names,
    Instant sourceTime,
    Instant occurredAt,
    boolean deleted,
    Content content,
    String mapping) {

  public Reading {
    names = Set.copyOf(names);
  }
}
