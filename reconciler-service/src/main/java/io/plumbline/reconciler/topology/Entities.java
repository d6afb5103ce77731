package io.plumbline.reconciler.topology;

import io.plumbline.reconciler.detect.Company;
import io.plumbline.reconciler.detect.Detectors;
import io.plumbline.reconciler.event.Attempted;
import io.plumbline.reconciler.event.DeadLettered;
import io.plumbline.reconciler.event.Linked;
import io.plumbline.reconciler.event.Observed;
import io.plumbline.reconciler.event.Retelling;
import io.plumbline.reconciler.finding.Findings;
import io.plumbline.reconciler.parcel.Answer;
import io.plumbline.reconciler.parcel.Claims;
import io.plumbline.reconciler.parcel.Claims.Place;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.topology.Views.Written;
import io.plumbline.reconciler.totals.ControlEntry;
import io.plumbline.reconciler.view.Detour;
import io.plumbline.reconciler.view.Episode;
import io.plumbline.reconciler.view.Judge;
import io.plumbline.reconciler.view.Judgement;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.View;
import io.plumbline.reconciler.window.Window;
import java.time.Instant;
import java.util.Optional;

/** Applies events to the views and carries out what follows for deadlines and findings. */
final class Entities {
  private static final String FLOW = "order";

  /**
   * In bytes; topics take 8 MiB (application.properties). What comes to a view without an event of
   * its own, such as the ids of its findings, has the rest.
   */
  static final int LARGEST = 7 * 1024 * 1024;

  private final int home;
  private final Views views;
  private final Announcements announcements;
  private final Deadlines deadlines;
  private final Hops hops;
  private final Clocks clocks;
  private final Policy policy;
  private final Sinks sinks;

  Entities(
      int home,
      Views views,
      Announcements announcements,
      Deadlines deadlines,
      Hops hops,
      Clocks clocks,
      Policy policy,
      Sinks sinks) {
    this.home = home;
    this.views = views;
    this.announcements = announcements;
    this.deadlines = deadlines;
    this.hops = hops;
    this.clocks = clocks;
    this.policy = policy;
    this.sinks = sinks;
  }

  void observed(Observed observed, Company company, Retelling retelling) throws Unusable {
    View before = view(observed.flow(), observed.key());
    if (before.mergedInto() != null) {
      return;
    }
    Optional<Step> step = Unusable.unless(() -> step(before, observed, company));
    step.ifPresent(taken -> {
      take(taken);
      learn(taken.judgement(), retelling);
      entry(taken.view(), observed);
      claim(before, taken.view(), by(observed));
    });
  }

  /** What an observation makes of a view. */
  private record Step(View view, Judgement judgement, Written written) {}

  /** All of the thinking before anything is stored: what cannot be thought leaves no trace. */
  private Optional<Step> step(View before, Observed observed, Company company) {
    return before
        .with(observed)
        .map(view -> {
          Judgement judgement =
              Judge.judge(view, Detectors.detect(view, company), by(observed), hops);
          return new Step(view, judgement, rehearsed(judgement.view()));
        });
  }

  private static Episode.Start by(Observed observed) {
    return new Episode.Start(observed.connection(), observed.version(), observed.observedAt());
  }

  /** Says what else has to be known of the parcels of this order. */
  private void claim(View before, View after, Episode.Start by) {
    Place place = new Place(home, clocks.turn(), by);
    Claims.changed(before, after, place).forEach(sinks::claim);
  }

  /** What became known of a parcel's number, of this order and others. */
  void answered(Answer answer, Company company) {
    View before = view(FLOW, answer.key());
    if (before.mergedInto() == null) {
      View view = before.with(answer.number(), answer.misplaced());
      Judgement judgement = Judge.judge(view, Detectors.answered(view, company), answer.by(), hops);
      take(new Step(view, judgement, Views.written(judgement.view())));
      learn(judgement, Retelling.NEWS);
    }
  }

  /** Says once, to nobody, all that may have to be said of a view. */
  private Written rehearsed(View view) {
    view.episodes()
        .values()
        .forEach(episode -> {
          Findings.pending(view, episode);
          Findings.of(view, episode, episode.deadline(), policy);
        });
    view.says().values().forEach(said -> entryOf(view, said));
    Written written = Views.written(view);
    if (written.json().length > LARGEST) {
      throw new TooLarge(written.json().length, LARGEST);
    }
    return written;
  }

  private void take(Step step) {
    View view = step.view();
    Judgement judgement = step.judgement();
    views.put(step.written());
    judgement.ended().forEach(episode -> end(view, episode, judgement.at()));
    judgement.begun().forEach(episode -> deadlines.start(view.key(), episode));
    announcements.pending(view, judgement.view());
    announcements.explained(judgement.view());
  }

  /**
   * How fast a hop is. Of what is told again nobody knows any more during which of it a connection
   * stood still, or what a person repaired.
   */
  private void learn(Judgement judgement, Retelling retelling) {
    if (retelling == Retelling.NEWS) {
      judgement.latencies().stream()
          .filter(took -> clocks.ranDuring(took, hops.of(took.hop())))
          .forEach(hops::agreed);
    }
  }

  /**
   * Nothing is concluded before the entity's whole history is told. Who heard only the end of it so
   * far hears it from its beginning.
   */
  void unfinished(String key) {
    View before = view(FLOW, key);
    if (before.unfinished()) {
      return;
    }
    if (before.replaceable()) {
      before.episodes().values().forEach(episode -> end(before, episode, Instant.MIN));
      views.put(View.empty(before.flow(), key).unfinished(true));
    } else {
      views.put(before.unfinished(true));
    }
  }

  /** What still differs at the end of a history has been found at the end of its window. */
  void finished(String key) {
    View told = views.get(key);
    if (told == null) {
      return;
    }
    if (told.unfinished()) {
      views.put(told.unfinished(false));
    }
    told.episodes().values().stream()
        .filter(episode -> !episode.open() && !goesRound(episode) && clocks.passed(episode))
        .forEach(episode -> passed(Deadline.of(key, episode), episode.deadline()));
  }

  /** What orders share is known when all of them have told theirs, not when one has. */
  private static boolean goesRound(Episode episode) {
    return episode.discrepancy().concerned().stream().anyMatch(Detour::is);
  }

  private void end(View view, Episode episode, Instant at) {
    if (!episode.open()) {
      deadlines.stop(view.key(), episode);
    }
    announcements.over(view, episode, at);
  }

  private void entry(View view, Observed observed) {
    String id =
        ControlEntry.id(view.flow(), view.key(), observed.connection(), observed.externalId());
    view.of(observed.connection())
        .filter(said -> said.externalId().equals(observed.externalId()))
        .findFirst()
        .flatMap(said -> entryOf(view, said))
        .ifPresentOrElse(sinks::entry, () -> sinks.noEntry(id));
  }

  private Optional<ControlEntry> entryOf(View view, Said said) {
    return ControlEntry.of(view.flow(), view.key(), said, policy.zone(said.connection()));
  }

  void attempted(Attempted attempt) throws Unusable {
    View before = view(FLOW, attempt.key());
    if (before.mergedInto() == null) {
      Unusable.unless(() -> before.with(attempt).map(this::rehearsed)).ifPresent(this::learned);
    }
  }

  void deadLettered(DeadLettered letter) throws Unusable {
    String key = letter.key();
    if (key == null || !letter.ofDelivery()) {
      return;
    }
    View before = view(FLOW, key);
    if (before.mergedInto() == null) {
      Unusable.unless(() -> before.with(letter).map(this::rehearsed)).ifPresent(this::learned);
    }
  }

  private void learned(Written written) {
    views.put(written);
    announcements.explained(written.view());
  }

  void linked(Linked linked) {
    String old = linked.mergedFrom();
    if (old == null || old.equals(linked.key())) {
      return;
    }
    View before = view(FLOW, old);
    before.episodes().values().forEach(episode -> end(before, episode, linked.observedAt()));
    before.says().values().stream()
        .map(said -> ControlEntry.id(before.flow(), old, said.connection(), said.externalId()))
        .forEach(sinks::noEntry);
    View after = before.merged(linked.key());
    views.put(after);
    claim(before, after, new Episode.Start(linked.key(), 0, linked.observedAt()));
  }

  /** Opens what has outlived its window, unless a connection stood still meanwhile. */
  void passed(Deadline deadline, Instant now) {
    View view = views.get(deadline.key());
    Episode episode = view == null ? null : view.episodes().get(deadline.slot());
    if (view == null || episode == null || !running(deadline, episode)) {
      deadlines.stop(deadline);
      return;
    }
    if (view.unfinished()) {
      return;
    }
    if (!clocks.passed(episode)) {
      return; // the store counts in milliseconds: the deadline is within this one
    }
    deadlines.stop(deadline);
    Window window = hops.of(episode.discrepancy().hop());
    clocks
        .resumedDuring(episode, window)
        .map(resumed -> episode.anewFrom(resumed, window))
        .filter(anew -> anew.deadline().isAfter(episode.deadline()))
        .ifPresentOrElse(anew -> extend(view, anew), () -> open(view, episode, now));
  }

  private static boolean running(Deadline deadline, Episode episode) {
    return !episode.open() && Deadline.of(deadline.key(), episode).equals(deadline);
  }

  private void extend(View view, Episode episode) {
    views.put(view.with(episode));
    deadlines.start(view.key(), episode);
    announcements.pending(view, episode);
  }

  private void open(View view, Episode episode, Instant now) {
    views.put(view.with(episode.found(announcements.found(view, episode, now))));
  }

  private View view(String flow, String key) {
    View view = views.get(key);
    return view == null ? View.empty(flow, key) : view;
  }
}
