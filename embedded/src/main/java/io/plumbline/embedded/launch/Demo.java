package io.plumbline.embedded.launch;

import io.plumbline.embedded.Player;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** One run of the demo, from the first process to the last. */
final class Demo {

  private final RunDirectory run;
  private final DemoParts parts;
  private final Roster roster;
  private final RunLog log;
  private List<Reserve> reserves = List.of();
  private final Deque<List<Supervised>> stages = new ArrayDeque<>();
  private @Nullable Player player;
  private boolean ending;
  private volatile boolean failed;

  Demo(RunDirectory run, DemoParts parts, RunLog log) {
    this.run = run;
    this.parts = parts;
    this.log = log;
    this.roster = new Roster(run);
  }

  /** Returns the player's exit code. */
  int play() {
    try {
      start(parts.ground());
      start(parts.services());
      hold(parts.reserves());
      Terminal.say("");
      return begin().awaitEnd();
    } catch (CompletionException | IllegalStateException | UncheckedIOException e) {
      return explain(e);
    }
  }

  /** Ends the player, then every part in the reverse order of their start. */
  void end() {
    List<List<Supervised>> reversed = close();
    if (player != null) {
      player.stop();
      run.pidFile("player").delete();
    }
    held().forEach(Reserve::stop);
    reversed.forEach(stage -> each(stage, Supervised::stop));
    run.finish(failed);
    if (run.isKept()) {
      Terminal.say("The data is kept in " + run);
    }
  }

  private synchronized List<List<Supervised>> close() {
    ending = true;
    return List.copyOf(stages);
  }

  private void start(List<Part> parts) {
    List<Supervised> stage = new ArrayList<>();
    for (Part part : parts) {
      stage.add(new Supervised(part, roster, log));
    }
    open(stage);
    long begun = System.nanoTime();
    each(
        stage,
        supervised -> {
          supervised.start();
          Terminal.ready(supervised.part(), Duration.ofNanos(System.nanoTime() - begun));
        });
  }

  private synchronized void open(List<Supervised> stage) {
    if (ending) {
      throw new IllegalStateException("the demo is ending");
    }
    stages.push(stage);
  }

  private synchronized void hold(List<Part> parts) {
    if (!ending) {
      reserves = parts.stream().map(part -> new Reserve(part, run, roster, log)).toList();
      reserves.forEach(Reserve::watch);
    }
  }

  private synchronized List<Reserve> held() {
    return reserves;
  }

  private synchronized Player begin() {
    if (ending) {
      throw new IllegalStateException("the demo is ending");
    }
    Player begun = Player.start(parts.player());
    run.pidFile("player").write(begun.pid());
    player = begun;
    return begun;
  }

  private int explain(RuntimeException failure) {
    synchronized (this) {
      failed = !ending;
    }
    if (failed) {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      Terminal.complain("The demo could not start: " + cause.getMessage());
      Terminal.complain("All logs are in " + run.path("logs"));
    }
    return 1;
  }

  private static void each(List<Supervised> stage, java.util.function.Consumer<Supervised> work) {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<CompletableFuture<Void>> running =
          stage.stream()
              .map(supervised -> CompletableFuture.runAsync(() -> work.accept(supervised), threads))
              .toList();
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    }
  }
}
