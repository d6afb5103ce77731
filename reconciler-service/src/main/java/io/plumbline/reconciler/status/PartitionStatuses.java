package io.plumbline.reconciler.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.plumbline.reconciler.event.Json;
import io.plumbline.reconciler.topology.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How far all partitions together are, as the ledger was last told. */
@ApplicationScoped
class PartitionStatuses {
  private final EntityManager entities;

  PartitionStatuses(EntityManager entities) {
    this.entities = entities;
  }

  /** One answer for all partitions: the slowest clock and the longest window count. */
  record Together(
      long pendingDeadlines, Map<String, Instant> watermarks, Map<String, Long> windows) {

    Together {
      watermarks = new TreeMap<>(watermarks);
      windows = new TreeMap<>(windows);
    }
  }

  Together together() {
    Map<String, Instant> watermarks = new TreeMap<>();
    Map<String, Long> windows = new TreeMap<>();
    long pending = 0;
    for (Status status : all()) {
      pending += status.pendingDeadlines();
      status
          .watermarks()
          .forEach((name, at) -> watermarks.merge(name, at, PartitionStatuses::earlier));
      status.windows().forEach((hop, millis) -> windows.merge(hop, millis, Math::max));
    }
    return new Together(pending, watermarks, windows);
  }

  private List<Status> all() {
    @SuppressWarnings("unchecked") // JPA hands back a raw list for native queries
    List<String> bodies =
        entities
            .createNativeQuery("select body from partition_status", String.class)
            .getResultList();
    return bodies.stream().map(PartitionStatuses::status).toList();
  }

  private static Status status(String body) {
    try {
      return Json.mapper().readValue(body, Status.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a readable status", e);
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
