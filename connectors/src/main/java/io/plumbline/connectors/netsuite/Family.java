package io.plumbline.connectors.netsuite;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A sales order and what was made from it, as a query tells of them.
 *
 * @param modified when the order itself last changed
 */
record Family(String order, Instant modified, List<Child> children) {

  Family {
    children = List.copyOf(children);
  }

  /** Something made from the order; its id is no other transaction's. */
  record Child(String id, ChildKind kind, Instant modified) {}

  /** When anything of it last changed. */
  Instant newest() {
    return Stream.concat(Stream.of(modified), children.stream().map(Child::modified))
        .max(Instant::compareTo)
        .orElse(modified);
  }
}
