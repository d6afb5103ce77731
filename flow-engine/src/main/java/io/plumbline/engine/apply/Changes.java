package io.plumbline.engine.apply;

import io.plumbline.engine.observation.Name;
import io.plumbline.engine.publish.Outbox.Traced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a batch came to, before it is written.
 *
 * @param touched the entities to decide about
 * @param replicas as they are to stand, by record
 * @param named by record, what its newest believed reading named
 * @param told the states of records that are published, in their order, to be told again some day
 * @param asks the records to read again
 */
record Changes(
    Set<String> touched,
    Map<String, ReplicaRow> replicas,
    List<ReplicaRow> believed,
    Map<Name, List<Name>> named,
    List<ReplicaRow> told,
    List<Traced> events,
    List<Ask> asks) {

  static Changes none() {
    return new Changes(
        new LinkedHashSet<>(),
        new LinkedHashMap<>(),
        new ArrayList<>(),
        new HashMap<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /**
   * A record that has to be read again.
   *
   * @param since when it was observed that it has to
   */
  record Ask(String connection, String externalId, String reason, Instant since) {

    static Ask of(Unpacked by, String externalId, String reason) {
      return new Ask(by.connection(), externalId, reason, by.source().observedAt());
    }
  }
}
