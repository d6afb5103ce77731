package io.plumbline.engine.delivery;

import io.plumbline.engine.connection.Role;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.flow.Want;
import java.sql.Connection;
import java.util.List;
import java.util.Set;

/** The ERP ought to say what the storefront says. */
final class TestFlow implements Flow {

  private volatile boolean failing;

  /** Whether it cannot be worked out what the ERP ought to say. */
  void fails(boolean now) {
    failing = now;
  }

  @Override
  public String name() {
    return "order";
  }

  @Override
  public Decision decide(Connection tx, Entity entity) {
    if (failing) {
      return new Decision(List.of(), List.of(), Set.of(World.ERP));
    }
    return new Decision(
        entity
            .in(Role.STOREFRONT)
            .map(replica -> new Want(World.ERP, entity.key(), replica.content()))
            .toList(),
        List.of(),
        Set.of());
  }

  @Override
  public void store(Connection tx, List<Decided> decided) {}

  @Override
  public void merged(Connection tx, String from, String into) {}
}
