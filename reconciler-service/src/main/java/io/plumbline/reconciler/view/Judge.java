package io.plumbline.reconciler.view;

import io.plumbline.reconciler.event.Attempted;
import io.plumbline.reconciler.view.Episode.Start;
import io.plumbline.reconciler.view.Episode.Wanted;
import io.plumbline.reconciler.view.Judgement.Latency;
import io.plumbline.reconciler.window.Window;
import io.plumbline.reconciler.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Follows the episodes of one entity from one observation to the next; pure. */
public final class Judge {
  private final View view;
  private final List<Discrepancy> now;
  private final Start by;
  private final Windows windows;
  private final Map<String, Episode> episodes;
  private final List<Episode> begun = new ArrayList<>();
  private final List<Episode> ended = new ArrayList<>();
  private final List<Latency> latencies = new ArrayList<>();

  private Judge(View view, List<Discrepancy> now, Start by, Windows windows) {
    this.view = view;
    this.now = now;
    this.by = by;
    this.windows = windows;
    this.episodes = new TreeMap<>(view.episodes());
  }

  /** What differs now, after the observation {@code by}, against what differed before. */
  public static Judgement judge(View view, List<Discrepancy> now, Start by, Windows windows) {
    return new Judge(view, now, by, windows).judge();
  }

  private Judgement judge() {
    for (Episode episode : view.episodes().values()) {
      String slot = episode.discrepancy().slot();
      if (now.stream().noneMatch(d -> d.slot().equals(slot))) {
        end(episode);
      }
    }
    for (Discrepancy discrepancy : now) {
      Episode running = episodes.get(discrepancy.slot());
      if (running == null) {
        begin(discrepancy, by, List.of(new Wanted(discrepancy.expected(), by)));
      } else {
        goOn(running, discrepancy);
      }
    }
    return new Judgement(view.with(episodes), by.observedAt(), begun, ended, latencies);
  }

  private void begin(Discrepancy discrepancy, Start began, List<Wanted> wanted) {
    Window window = window(discrepancy);
    Instant expectedBy = began.observedAt().plus(window.usual());
    Instant deadline = began.observedAt().plus(window.length());
    Episode episode = new Episode(discrepancy, began, expectedBy, deadline, null, wanted, null);
    episodes.put(discrepancy.slot(), episode);
    begun.add(episode);
  }

  private Window window(Discrepancy discrepancy) {
    Duration patience = discrepancy.patience();
    return patience == null ? windows.of(discrepancy.hop()) : new Window(patience, patience);
  }

  private void goOn(Episode running, Discrepancy discrepancy) {
    Optional<Integer> caughtUp = running.caughtUpWith(discrepancy);
    Episode next = running.continued(discrepancy, by);
    if (caughtUp.isEmpty() || caughtUp.get() + 1 >= next.wanted().size()) {
      episodes.put(discrepancy.slot(), next);
      if (!next.open() && !concerns(running).equals(concerns(next))) {
        begun.add(next); // its deadline waits for others now
      }
      return;
    }
    Wanted reached = running.wanted().get(caughtUp.get());
    agreed(running, reached.since().observedAt());
    ended.add(running);
    List<Wanted> left = next.wanted().subList(caughtUp.get() + 1, next.wanted().size());
    begin(discrepancy, left.getFirst().since(), left);
  }

  private static Set<String> concerns(Episode episode) {
    return episode.discrepancy().concerned();
  }

  private void end(Episode episode) {
    episodes.remove(episode.discrepancy().slot());
    ended.add(episode);
    boolean stillDiffers =
        now.stream()
            .anyMatch(d -> d.patience() == null && d.wrong().equals(episode.discrepancy().wrong()));
    if (!stillDiffers && agreement(episode.discrepancy())) {
      agreed(episode, episode.began().observedAt());
    }
  }

  /** A demand that lapsed, as of a cancelled order, tells nothing about how fast a hop is. */
  private boolean agreement(Discrepancy was) {
    boolean both =
        view.primary(was.wrong()).isPresent() && view.primary(was.authority()).isPresent();
    return both && was.travels();
  }

  private void agreed(Episode episode, Instant since) {
    if (!episode.open() || broughtByUs(episode)) {
      Discrepancy was = episode.discrepancy();
      latencies.add(new Latency(was.hop(), was.concerned(), since, by.observedAt()));
    }
  }

  /** After its window, an agreement that no write of ours explains was a person's repair. */
  private boolean broughtByUs(Episode episode) {
    return view.attemptsTo(episode.discrepancy().wrong())
        .filter(attempt -> attempt.outcome() == Attempted.Outcome.DELIVERED)
        .anyMatch(attempt -> attempt.observedAt().isAfter(episode.began().observedAt()));
  }
}
