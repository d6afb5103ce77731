package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.rest.JsonApi;
import io.plumbline.sandbox.rest.Unreachable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The order service under the demo's launcher, found by the launcher's list of processes. */
final class SupervisedOrderService implements Disturbances.OrderService {
  private static final String NAME = "order-service";

  /** A killed process is gone at once; a machine that needs longer than this is stuck. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path processes;
  private final JsonApi api;

  SupervisedOrderService(Path run, JsonApi api) {
    this.processes = run.resolve("processes.json");
    this.api = api;
  }

  @Override
  public boolean kill() {
    return pid().flatMap(ProcessHandle::of).map(this::kill).orElse(false);
  }

  private boolean kill(ProcessHandle process) {
    boolean sent = process.destroyForcibly();
    // Until it is gone its old status could still be read and be taken for the recovery.
    process.onExit().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    return sent;
  }

  @Override
  public boolean hasCaughtUp() {
    try {
      JsonNode status = api.get("/api/status");
      return status.path("inboxLag").asLong(1) == 0 && status.path("outbox").asLong(1) == 0;
    } catch (Unreachable e) {
      return false;
    }
  }

  private Optional<Long> pid() {
    if (!Files.exists(processes)) {
      return Optional.empty();
    }
    try {
      for (JsonNode process : JsonApi.JSON.readTree(processes.toFile()).path("processes")) {
        if (process.path("name").asText().equals(NAME)) {
          return Optional.of(process.path("pid").asLong());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
