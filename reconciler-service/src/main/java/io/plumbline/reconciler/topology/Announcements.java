package io.plumbline.reconciler.topology;

import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.finding.Findings;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.view.Episode;
import io.plumbline.reconciler.view.View;
import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;

/** Tells what is pending, found and over, and keeps what is open as it was told. */
final class Announcements {
  private final KeyValueStore<String, Finding> open;
  private final Policy policy;
  private final Sinks sinks;

  Announcements(KeyValueStore<String, Finding> open, Policy policy, Sinks sinks) {
    this.open = open;
    this.policy = policy;
    this.sinks = sinks;
  }

  /** What is within its window now and was not so before. */
  void pending(View before, View after) {
    after
        .episodes()
        .forEach((slot, episode) -> {
          if (!episode.open() && !episode.equals(before.episodes().get(slot))) {
            pending(after, episode);
          }
        });
  }

  void pending(View view, Episode episode) {
    if (!episode.discrepancy().waits()) {
      sinks.pending(Findings.pending(view, episode));
    }
  }

  private void noLongerPending(View view, Episode episode) {
    if (!episode.discrepancy().waits()) {
      sinks.noLongerPending(Findings.id(view, episode));
    }
  }

  /** It has outlived its window; the id of the finding that it is now. */
  String found(View view, Episode episode, Instant now) {
    Finding finding = Findings.of(view, episode, now, policy);
    open.put(finding.id(), finding);
    sinks.finding(finding);
    noLongerPending(view, episode);
    return finding.id();
  }

  void over(View view, Episode episode, Instant at) {
    String id = episode.finding();
    if (id == null) {
      noLongerPending(view, episode);
      if (view.unfinished() && at.isAfter(episode.deadline())) {
        sinks.over(Findings.of(view, episode, episode.deadline(), policy).resolved(at));
      }
      return;
    }
    Finding finding = open.delete(id);
    if (finding != null) {
      sinks.finding(finding.resolved(at));
    }
  }

  /** New evidence may change what an open finding says, never which one it is. */
  void explained(View view) {
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
}
