package io.plumbline.sandbox.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.rest.JsonApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes of a run under the launcher, which lists them and starts again what dies. */
public final class Processes {
  /** A killed process is gone at once; a machine that needs longer than this is stuck. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration GLANCE = Duration.ofMillis(100);

  private final Path run;

  /**
   * @param run the launcher's directory of the run
   */
  public Processes(Path run) {
    this.run = run;
  }

  /** SIGKILL; false when it is not known which process it is. */
  public boolean kill(String name) {
    return process(name).map(Processes::kill).orElse(false);
  }

  private static boolean kill(ProcessHandle process) {
    boolean sent = process.destroyForcibly();
    // Until it is gone its old status could still be read and be taken for the recovery.
    process.onExit().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    return sent;
  }

  /**
   * SIGSTOP, and SIGCONT after so long, to it and all that it started; a shell sees to that, so
   * that nothing stays stopped when this JVM dies meanwhile.
   */
  boolean pause(String name, Duration time) throws InterruptedException {
    List<Long> pids = process(name).map(Processes::family).orElse(List.of());
    if (pids.isEmpty()) {
      return false;
    }
    String all = pids.stream().map(String::valueOf).collect(Collectors.joining(" "));
    // Ctrl-C in a terminal reaches the shell as well, and must not keep it from its second half.
    return shell(
        "trap '' INT TERM HUP; kill -s STOP %s; sleep %d; kill -s CONT %s"
            .formatted(all, time.toSeconds(), all));
  }

  /**
   * Lets nothing of it, and of whoever takes its place, write into a file, as on a full disk; in
   * the end it is killed, since the limit is a process's own and its successor has none.
   */
  boolean fillDisk(String name, Duration time, Clock clock) throws InterruptedException {
    Instant until = clock.instant().plus(time);
    Optional<Long> limited = Optional.empty();
    while (clock.instant().isBefore(until)) {
      Optional<Long> now = pid(name);
      if (!now.equals(limited) && now.isPresent()) {
        limited = now;
        // One that has just ended is nobody to limit; its successor is.
        if (!shell("prlimit --pid %d --fsize=0".formatted(now.get())) && alive(now.get())) {
          return false;
        }
      }
      Waiting.pass(GLANCE);
    }
    if (limited.isPresent() && limited.equals(pid(name))) {
      kill(name);
    }
    return true;
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  /** Asks the launcher for a part that it holds in reserve, or for its end. */
  void want(String name, boolean present) {
    Path wanted = run.resolve(name + ".wanted");
    try {
      if (present) {
        Files.writeString(wanted, "");
      } else {
        Files.deleteIfExists(wanted);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Long> pid(String name) {
    return entry(name).map(process -> process.path("pid").asLong());
  }

  /** Where it answers HTTP. */
  Optional<String> url(String name) {
    return entry(name).map(process -> process.path("url").asText());
  }

  private Optional<ProcessHandle> process(String name) {
    return pid(name).flatMap(ProcessHandle::of);
  }

  private Optional<JsonNode> entry(String name) {
    Path processes = run.resolve("processes.json");
    if (!Files.exists(processes)) {
      return Optional.empty();
    }
    try {
      for (JsonNode process : JsonApi.JSON.readTree(processes.toFile()).path("processes")) {
        if (process.path("name").asText().equals(name)) {
          return Optional.of(process);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The parent first: what is stopped starts no more children. */
  private static List<Long> family(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .map(ProcessHandle::pid)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static boolean shell(String command) throws InterruptedException {
    try {
      return new ProcessBuilder("sh", "-c", command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      throw new UncheckedIOException("sh could not run: " + command, e);
    }
  }
}
