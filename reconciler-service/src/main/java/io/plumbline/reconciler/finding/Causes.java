package io.plumbline.reconciler.finding;

import static io.plumbline.reconciler.finding.Cause.Family.DUPLICATED;
import static io.plumbline.reconciler.finding.Cause.Family.EDITED_OUTSIDE;
import static io.plumbline.reconciler.finding.Cause.Family.LAG;
import static io.plumbline.reconciler.finding.Cause.Family.LOST;
import static io.plumbline.reconciler.finding.Cause.Family.NEVER_ATTEMPTED;
import static io.plumbline.reconciler.finding.Cause.Family.PARTIAL;
import static io.plumbline.reconciler.finding.Cause.Family.REJECTED;
import static io.plumbline.reconciler.finding.Cause.Family.REORDERED;
import static io.plumbline.reconciler.finding.Cause.Family.ROUNDING;
import static io.plumbline.reconciler.finding.Cause.Family.STALE_OVERWRITE;

import io.plumbline.reconciler.event.Attempted;
import io.plumbline.reconciler.event.Attempted.Outcome;
import io.plumbline.reconciler.event.DeadLettered;
import io.plumbline.reconciler.event.Evidence;
import io.plumbline.reconciler.event.Reason;
import io.plumbline.reconciler.view.Change;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Episode;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.Values;
import io.plumbline.reconciler.view.View;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why two systems differ, read from what they said and what our services claim to have done. */
final class Causes {
  private final View view;
  private final Episode episode;
  private final Discrepancy discrepancy;

  private Causes(View view, Episode episode) {
    this.view = view;
    this.episode = episode;
    this.discrepancy = episode.discrepancy();
  }

  static Cause of(View view, Episode episode) {
    Causes causes = new Causes(view, episode);
    return switch (episode.discrepancy().kind()) {
      case MISSING -> causes.missing();
      case DUPLICATE -> causes.duplicate();
      case ROUNDING -> causes.rounding();
      case FIELD_MISMATCH, EDITED_AFTER_SYNC, PARTIAL_MISMATCH, TRACKING_MISSING ->
          causes.fieldMismatch();
      case CANCELLED_BUT_SHIPPED -> causes.cancelledButShipped();
      case TOLD_SHIPPED -> causes.toldShipped();
      case WRONG_CHANNEL -> causes.wrongChannel();
      case STUCK -> causes.stuck();
      case PAYOUT_MISMATCH ->
          causes.discrepancy.field().equals(Values.DEPOSITS)
              ? causes.fieldMismatch()
              : Ledgered.cause(causes.discrepancy, causes.said());
      case SILENT_SOURCE -> throw new IllegalArgumentException("silence has no entity");
    };
  }

  private Cause missing() {
    List<Said> gone = view.of(wrong()).filter(Said::deleted).toList();
    if (!gone.isEmpty()) {
      return new Cause(
          EDITED_OUTSIDE,
          "The record was in %s and was deleted there.".formatted(wrong()),
          gone.stream().map(Said::event).filter(Objects::nonNull).toList());
    }
    return unreached(view.attemptsTo(wrong()).toList());
  }

  private Cause duplicate() {
    List<Said> copies = view.live(wrong()).toList();
    return new Cause(
        DUPLICATED,
        "%s holds %d records of this order: %s."
            .formatted(
                wrong(),
                copies.size(),
                String.join(", ", copies.stream().map(Said::externalId).toList())),
        copies.stream().map(Said::event).filter(Objects::nonNull).toList());
  }

  private Cause rounding() {
    return new Cause(
        ROUNDING,
        "The difference is no more than rounding line by line instead of once can make.",
        said().map(Said::event).stream().toList());
  }

  private Cause fieldMismatch() {
    return wrongOneMoved() ? changedThere() : notFollowed();
  }

  /**
   * Whether the wrong connection began it: as heard, or by the times of the records themselves
   * where the word that it went against was heard after it.
   */
  private boolean wrongOneMoved() {
    if (episode.began().connection().equals(wrong())) {
      return true;
    }
    Optional<Change> there = said().map(s -> s.changes().get(discrepancy.path()));
    return there.filter(change -> change.version() > episode.began().version()).isPresent()
        && lastWith(discrepancy.actual()).isEmpty();
  }

  /** Either the cancellation never stopped the warehouse, or it came when nothing could be. */
  private Cause cancelledButShipped() {
    if (!discrepancy.expected().equals("cancelled")) {
      return new Cause(
          EDITED_OUTSIDE,
          "It was cancelled in %s when its goods had left.".formatted(wrong()),
          said().map(Said::event).stream().toList());
    }
    List<Attempted> stops =
        view.attemptsTo(wrong())
            .filter(attempt -> "cancelled".equals(attempt.sent().get("commercial.status")))
            .toList();
    return unreached(stops);
  }

  /** Whether we told it of two orders, or somebody else did. */
  private Cause wrongChannel() {
    List<Attempted> told =
        view.attemptsTo(wrong())
            .filter(attempt -> attempt.sent().containsValue(discrepancy.actual()))
            .toList();
    return told.isEmpty()
        ? new Cause(
            EDITED_OUTSIDE,
            "The number was put there; none of our writes said so.",
            said().map(Said::event).stream().toList())
        : new Cause(
            DUPLICATED, "A write of ours told the number of this order, too.", evidence(told));
  }

  /** What of ours failed meanwhile explains it; else what the connection says itself. */
  private Cause stuck() {
    List<Attempted> since =
        view.attemptsTo(wrong())
            .filter(attempt -> !attempt.observedAt().isBefore(episode.began().observedAt()))
            .toList();
    boolean failing =
        !since.isEmpty()
            && switch (since.getLast().outcome()) {
              case FAILED, UNKNOWN, REJECTED -> true;
              case DELIVERED, SHADOWED -> false;
            };
    return failing
        ? unreached(since)
        : new Cause(
            LAG, Standing.reason(discrepancy, said()), said().map(Said::event).stream().toList());
  }

  /** Whether it was us who told of a parcel that the warehouse does not have on its way. */
  private Cause toldShipped() {
    List<Attempted> told =
        view.attemptsTo(wrong())
            .filter(attempt -> attempt.outcome() == Outcome.DELIVERED)
            .filter(attempt ->
                attempt.sent().keySet().stream()
                    .anyMatch(path -> path.startsWith("fulfilment.shipments")))
            .toList();
    if (discrepancy.waits()) {
      return atTheDock(told);
    }
    return told.isEmpty()
        ? new Cause(
            EDITED_OUTSIDE,
            "%s was set to %s there; none of our writes said so."
                .formatted(discrepancy.field(), discrepancy.actual()),
            said().map(Said::event).stream().toList())
        : new Cause(
            STALE_OVERWRITE,
            "A write of ours told of a parcel that %s does not show any more."
                .formatted(discrepancy.authority()),
            evidence(told));
  }

  /** It was told when it was packed, which was right as long as it was about to leave. */
  private Cause atTheDock(List<Attempted> told) {
    List<String> evidence =
        new ArrayList<>(said(discrepancy.authority()).map(Said::event).stream().toList());
    evidence.addAll(evidence(told));
    return new Cause(
        LAG,
        "%s has packed the parcel, and its carrier has not reported to have it."
            .formatted(discrepancy.authority()),
        evidence);
  }

  /** The wrong connection moved away from what it ought to say. */
  private Cause changedThere() {
    Optional<Attempted> wroteThis = lastWith(discrepancy.actual());
    Optional<Attempted> wroteRight = lastWith(discrepancy.expected());
    if (wroteThis.isPresent() && wroteRight.isPresent()) {
      return overtaken(wroteThis.get(), wroteRight.get());
    }
    boolean neverAgreed =
        said().map(s -> !s.changes().containsKey(discrepancy.path())).orElse(true);
    if (neverAgreed && wroteRight.isPresent()) {
      return partial(wroteRight.get());
    }
    return new Cause(
        EDITED_OUTSIDE,
        "%s was changed to %s there; none of our writes said so."
            .formatted(discrepancy.field(), discrepancy.actual()),
        said().map(Said::event).stream().toList());
  }

  private Cause overtaken(Attempted stale, Attempted newer) {
    List<String> evidence = evidence(List.of(stale, newer));
    return stale.observedAt().isAfter(newer.observedAt())
        ? new Cause(
            STALE_OVERWRITE, "A later write of ours restored a value already superseded.", evidence)
        : new Cause(
            REORDERED, "An earlier write of ours took effect after the newer one.", evidence);
  }

  /** The authority moved on, and the other side did not follow. */
  private Cause notFollowed() {
    List<Attempted> since =
        view.attemptsTo(wrong())
            .filter(attempt -> !attempt.observedAt().isBefore(episode.began().observedAt()))
            .toList();
    Optional<Attempted> claimed =
        since.stream().filter(attempt -> attempt.outcome() == Outcome.DELIVERED).findFirst();
    boolean otherFieldsFollowed =
        said().stream()
            .flatMap(s -> s.changes().values().stream())
            .anyMatch(change ->
                claimed.isPresent() && !change.observedAt().isBefore(claimed.get().observedAt()));
    return otherFieldsFollowed ? partial(claimed.orElseThrow()) : unreached(since);
  }

  private Cause partial(Attempted claimed) {
    return new Cause(
        PARTIAL,
        "A write that covered %s was accepted, but only other fields of it took effect."
            .formatted(discrepancy.field()),
        evidence(List.of(claimed)));
  }

  /** What became of our own work, where nothing of it can be seen. */
  private Cause unreached(List<Attempted> attempts) {
    Optional<DeadLettered> givenUp = view.givenUp(wrong());
    if (givenUp.isPresent() && !attempts.stream().anyMatch(a -> claimedAfter(a, givenUp.get()))) {
      return rejected(attempts, givenUp.get().cause(), givenUp.get().evidence());
    }
    if (attempts.isEmpty()) {
      return new Cause(
          NEVER_ATTEMPTED,
          "No service has ever tried to bring this to %s.".formatted(wrong()),
          said(discrepancy.authority()).map(Said::event).stream().toList());
    }
    Attempted last = attempts.getLast();
    if (attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.DELIVERED)) {
      return new Cause(
          LOST,
          "A write was accepted by %s, which has never shown it since.".formatted(wrong()),
          evidence(attempts));
    }
    return switch (last.outcome()) {
      case REJECTED -> rejected(attempts, last.cause(), last.evidence());
      case SHADOWED ->
          new Cause(
              NEVER_ATTEMPTED,
              "The write was computed but not sent: %s is in shadow mode.".formatted(wrong()),
              evidence(attempts));
      case FAILED, UNKNOWN, DELIVERED ->
          new Cause(
              LAG,
              "%d attempts without success so far; the work goes on.".formatted(attempts.size()),
              evidence(attempts));
    };
  }

  private static boolean claimedAfter(Attempted attempt, DeadLettered letter) {
    return attempt.outcome() == Outcome.DELIVERED
        && attempt.observedAt().isAfter(letter.observedAt());
  }

  private Cause rejected(
      List<Attempted> attempts, @Nullable Reason reason, @Nullable Evidence proof) {
    String said = reason == null || reason.message() == null ? "no reason given" : reason.message();
    List<String> evidence = new ArrayList<>(evidence(attempts));
    if (proof != null && proof.event() != null && !evidence.contains(proof.event())) {
      evidence.add(proof.event());
    }
    return new Cause(REJECTED, "%s did not take the write: %s".formatted(wrong(), said), evidence);
  }

  /** The last of our writes that carried this value, unless it surely never arrived. */
  private Optional<Attempted> lastWith(String value) {
    return view.attemptsTo(wrong())
        .filter(a -> a.outcome() == Outcome.DELIVERED || a.outcome() == Outcome.UNKNOWN)
        .filter(attempt -> value.equals(sent(attempt)))
        .reduce((earlier, later) -> later);
  }

  private @Nullable String sent(Attempted attempt) {
    String value = attempt.sent().get(discrepancy.qualified());
    if (value == null || !value.matches("-?\\d+(\\.\\d+)?")) {
      return value;
    }
    return Values.spelled(new BigDecimal(value));
  }

  private Optional<Said> said() {
    return said(wrong());
  }

  private Optional<Said> said(String connection) {
    return view.primary(connection);
  }

  private String wrong() {
    return discrepancy.wrong();
  }

  private static List<String> evidence(List<Attempted> attempts) {
    return attempts.stream()
        .map(Attempted::evidence)
        .flatMap(e -> e == null || e.event() == null ? Stream.empty() : Stream.of(e.event()))
        .toList();
  }
}
