package io.plumbline.sandbox.chaos;

import io.plumbline.sandbox.rest.JsonApi;
import io.plumbline.sandbox.rest.Unreachable;
import java.time.Clock;
import java.time.Duration;

/** A second process of a service, which the launcher holds in reserve. */
final class Replica {
  /** A cold start beside all the others. */
  private static final Duration START = Duration.ofMinutes(2);

  private static final Duration END = Duration.ofSeconds(45);

  private final String name;
  private final Processes processes;
  private final Clock clock;

  Replica(String name, Processes processes, Clock clock) {
    this.name = name;
    this.processes = processes;
    this.clock = clock;
  }

  String name() {
    return name;
  }

  /** False when it does not come. */
  boolean join() throws InterruptedException {
    processes.want(name, true);
    return awaitReady();
  }

  boolean awaitReady() throws InterruptedException {
    return Waiting.until(this::ready, clock.instant().plus(START), clock);
  }

  /** In good order. */
  boolean leave() throws InterruptedException {
    processes.want(name, false);
    return Waiting.until(() -> processes.pid(name).isEmpty(), clock.instant().plus(END), clock);
  }

  private boolean ready() {
    return processes.url(name).filter(Replica::ready).isPresent();
  }

  private static boolean ready(String url) {
    try (JsonApi api = new JsonApi(url)) {
      return api.get("/q/health/ready").path("status").asText().equals("UP");
    } catch (Unreachable e) {
      return false;
    }
  }
}
