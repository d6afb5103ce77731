package io.plumbline.sandbox.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import java.util.List;

/** The log of every write that reached a vendor's API, applied or not. */
public final class Writes {
  private static final String KIND = "write";

  private final Log<Write> log = new Log<>();

  /** Numbers the write and remembers it. */
  public synchronized void add(Write write, Journal journal) {
    journal.append(KIND, log.add(write::numbered));
  }

  public List<Write> since(long seq, int limit) {
    return log.since(seq, limit);
  }

  /** Takes back an entry of a journal, if it is one of ours. */
  public void replay(String kind, JsonNode entry) {
    if (kind.equals(KIND)) {
      log.add(Json.value(entry, Write.class)::numbered);
    }
  }
}
