package io.plumbline.reconciler.topology;

import io.plumbline.reconciler.detect.Company;
import io.plumbline.reconciler.detect.Detectors;
import io.plumbline.reconciler.event.Attempted;
import io.plumbline.reconciler.event.DeadLettered;
import io.plumbline.reconciler.event.Linked;
import io.plumbline.reconciler.event.Observed;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.finding.Findings;
import io.plumbline.reconciler.parcel.Answer;
import io.plumbline.reconciler.parcel.Claims;
import io.plumbline.reconciler.parcel.Claims.Place;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.totals.ControlEntry;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Episode;
import io.plumbline.reconciler.view.Judge;
import io.plumbline.reconciler.view.Judgement;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.View;
import io.plumbline.reconciler.window.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** Applies events to the views and carries out what follows for deadlines and findings. */
final class Entities {
  private static final String FLOW = "order";

  private final int home;
  private final KeyValueStore<String, View> views;
  private final KeyValueStore<String, Finding> open;
  private final Deadlines deadlines;
  private final Hops hops;
  private final Clocks clocks;
  private final Policy policy;
  private final Sinks sinks;

  Entities(
      int home,
      KeyValueStore<String, View> views,
      KeyValueStore<String, Finding> open,
      Deadlines deadlines,
      Hops hops,
      Clocks clocks,
      Policy policy,
      Sinks sinks) {
    this.home = home;
    this.views = views;
    this.open = open;
    this.deadlines = deadlines;
    this.hops = hops;
    this.clocks = clocks;
    this.policy = policy;
    this.sinks = sinks;
  }

  void observed(Observed observed, Company company) throws Unusable {
    View before = view(observed.flow(), observed.key());
    if (before.mergedInto() != null) {
      return;
    }
    Optional<Step> step = Unusable.unless(() -> step(before, observed, company));
    step.ifPresent(taken -> {
      take(taken);
      entry(taken.view(), observed);
      claim(before, taken.view(), by(observed));
    });
  }

  /** What an observation makes of a view. */
  private record Step(View view, Judgement judgement) {}

  /** All of the thinking before anything is stored: what cannot be thought leaves no trace. */
  private Optional<Step> step(View before, Observed observed, Company company) {
    Optional<Step> step = before.with(observed).map(view -> step(view, company, by(observed)));
    step.ifPresent(taken -> rehearse(taken.judgement().view()));
    return step;
  }

  private Step step(View view, Company company, Episode.Start by) {
    return judged(view, Detectors.detect(view, company), by);
  }

  private Step judged(View view, List<Discrepancy> now, Episode.Start by) {
    return new Step(view, Judge.judge(view, now, by, hops));
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
      take(judged(view, Detectors.answered(view, company), answer.by()));
    }
  }

  /** Says once, to nobody, all that may have to be said of a view. */
  private void rehearse(View view) {
    view.episodes()
        .values()
        .forEach(episode -> {
          Findings.pending(view, episode);
          Findings.of(view, episode, episode.deadline(), policy);
        });
    view.says().values().forEach(said -> entryOf(view, said));
    Sinks.json(view);
  }

  private void take(Step step) {
    View view = step.view();
    Judgement judgement = step.judgement();
    views.put(view.key(), judgement.view());
    judgement.ended().forEach(episode -> end(view, episode, judgement.at()));
    judgement.begun().forEach(episode -> deadlines.start(view.key(), episode));
    judgement.latencies().stream()
        .filter(took -> clocks.ranDuring(took, hops.of(took.hop())))
        .forEach(hops::agreed);
    tellPending(view, judgement.view());
    explainAgain(judgement.view());
  }

  private void tellPending(View before, View after) {
    after
        .episodes()
        .forEach((slot, episode) -> {
          if (!episode.open() && !episode.equals(before.episodes().get(slot))) {
            tellPending(after, episode);
          }
        });
  }

  private void tellPending(View view, Episode episode) {
    if (!episode.discrepancy().waits()) {
      sinks.pending(Findings.pending(view, episode));
    }
  }

  private void noLongerPending(View view, Episode episode) {
    if (!episode.discrepancy().waits()) {
      sinks.noLongerPending(Findings.id(view, episode));
    }
  }

  private void end(View view, Episode episode, Instant at) {
    String id = episode.finding();
    if (id == null) {
      deadlines.stop(view.key(), episode);
      noLongerPending(view, episode);
      return;
    }
    Finding finding = open.delete(id);
    if (finding != null) {
      sinks.finding(finding.resolved(at));
    }
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
      Unusable.unless(() -> rehearsed(before.with(attempt))).ifPresent(this::learned);
    }
  }

  void deadLettered(DeadLettered letter) throws Unusable {
    String key = letter.key();
    if (key == null || !letter.ofDelivery()) {
      return;
    }
    View before = view(FLOW, key);
    if (before.mergedInto() == null) {
      Unusable.unless(() -> rehearsed(before.with(letter))).ifPresent(this::learned);
    }
  }

  private Optional<View> rehearsed(Optional<View> after) {
    after.ifPresent(this::rehearse);
    return after;
  }

  private void learned(View view) {
    views.put(view.key(), view);
    explainAgain(view);
  }

  /** New evidence may change what an open finding says, never which one it is. */
  private void explainAgain(View view) {
    for (Episode episode : view.episodes().values()) {
      String id = episode.finding();
      Finding before = id == null ? null : open.get(id);
      if (before != null) {
        Finding after = Findings.of(view, episode, before.openedAt(), policy);
        if (!after.equals(before)) {
          open.put(after.id(), after);
          sinks.finding(after);
        }
      }
    }
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
    views.put(old, after);
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
    views.put(view.key(), view.with(episode));
    deadlines.start(view.key(), episode);
    tellPending(view, episode);
  }

  private void open(View view, Episode episode, Instant now) {
    Finding finding = Findings.of(view, episode, now, policy);
    open.put(finding.id(), finding);
    views.put(view.key(), view.with(episode.found(finding.id())));
    sinks.finding(finding);
    noLongerPending(view, episode);
  }

  private View view(String flow, String key) {
    View view = views.get(key);
    return view == null ? View.empty(flow, key) : view;
  }
}
