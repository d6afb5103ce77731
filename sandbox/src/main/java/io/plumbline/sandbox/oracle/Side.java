package io.plumbline.sandbox.oracle;

import java.util.List;

/** One order as one connection remembers it: its records, and what was asked of it about them. */
public record Side(String connection, List<Saying> sayings, List<Write> writes) {

  public Side {
    sayings = List.copyOf(sayings);
    writes = List.copyOf(writes);
  }
}
