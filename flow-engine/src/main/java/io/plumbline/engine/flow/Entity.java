package io.plumbline.engine.flow;

import io.plumbline.engine.connection.Role;
import java.util.List;
import java.util.stream.Stream;

/** One business object: its key and what every system says about it now. */
public record Entity(String key, List<Replica> replicas) {

  public Entity {
    replicas = List.copyOf(replicas);
  }

  /** The living records in systems of that role, oldest first. */
  public Stream<Replica> in(Role role) {
    return replicas.stream().filter(replica -> replica.role() == role && !replica.deleted());
  }
}
