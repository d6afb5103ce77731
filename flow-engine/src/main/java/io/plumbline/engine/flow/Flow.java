package io.plumbline.engine.flow;

import java.sql.Connection;
import java.util.List;
import java.util.Set;

/**
 * What a service adds to the engine: its entity and its rules, as pure functions and one store.
 *
 * <p>The engine calls it inside the transaction that holds the entity's lock.
 */
public interface Flow {

  /** The flow's name in topics, events and paths, such as {@code order}. */
  String name();

  /** The facet that carries the fingerprints of an entity's personal fields when published. */
  default String fingerprintedFacet() {
    return "commercial";
  }

  /**
   * What follows from what the systems say and from what people decided: the desired content per
   * connection. It changes nothing; through the transaction it reads the service's own settings,
   * such as aliases, and no more.
   */
  Decision decide(Connection tx, Entity entity);

  /**
   * The same of many entities, each by itself and in their order. A flow that reads settings for it
   * reads them for all at once: a round trip for each costs more than all the rest of applying.
   */
  default List<Decided> decide(Connection tx, List<Entity> entities) {
    return entities.stream().map(entity -> new Decided(entity, decide(tx, entity))).toList();
  }

  /** Stores the service's own picture of the entities, in the caller's transaction. */
  void store(Connection tx, List<Decided> decided);

  /**
   * The entity was found to be another one: its own rows move or vanish, in the caller's
   * transaction.
   */
  void merged(Connection tx, String from, String into);

  /** What the rules ask for one entity. */
  record Decided(Entity entity, Decision decision) {}

  /**
   * What the rules ask for.
   *
   * @param desired one for each connection that should hold the entity and that we deliver to
   * @param exceptions what a person has to look at, such as an unknown SKU
   * @param undecided connections of which it could not be worked out: what was asked of them stays
   *     asked, and an exception says why
   */
  record Decision(List<Want> desired, List<Exceptional> exceptions, Set<String> undecided) {
    public Decision {
      desired = List.copyOf(desired);
      exceptions = List.copyOf(exceptions);
      undecided = Set.copyOf(undecided);
    }
  }
}
