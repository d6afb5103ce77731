package io.plumbline.embedded.launch;

import io.plumbline.embedded.Child;
import io.plumbline.embedded.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The file processes.json, which names every process of the run as it is now. */
final class Roster {

  private final RunDirectory run;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  Roster(RunDirectory run) {
    this.run = run;
  }

  private record Entry(String name, long pid, Instant startedAt, int port, String url) {

    String json() {
      return """
      {"name":"%s","pid":%d,"startedAt":"%s","port":%d%s}\
      """
          .formatted(name, pid, startedAt, port, url.isEmpty() ? "" : ",\"url\":\"" + url + "\"");
    }
  }

  synchronized void record(Part part, Child child) {
    run.pidFile(part.name()).write(child.pid());
    entries.put(
        part.name(),
        new Entry(
            part.name(),
            child.pid(),
            PidFile.startOf(child.pid()),
            part.port(),
            part.url().orElse("")));
    write();
  }

  synchronized void remove(String name) {
    run.pidFile(name).delete();
    entries.remove(name);
    write();
  }

  /** In one step, since the player reads while we write. */
  private void write() {
    String json =
        entries.values().stream()
            .map(Entry::json)
            .collect(Collectors.joining(",\n  ", "{\"processes\":[\n  ", "\n]}\n"));
    try {
      Path next = run.path("processes.json.next");
      Files.writeString(next, json);
      Files.move(
          next,
          run.path("processes.json"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the list of processes could not be written in " + run, e);
    }
  }
}
