package io.plumbline.reconciler.finding;

import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Episode;
import io.plumbline.reconciler.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Turns what outlived its window into findings; pure functions. */
public final class Findings {
  private Findings() {}

  public static Finding of(View view, Episode episode, Instant openedAt, Policy policy) {
    Discrepancy discrepancy = episode.discrepancy();
    Cause cause = Causes.of(view, episode);
    return new Finding(
        id(view, episode),
        view.flow(),
        discrepancy.kind(),
        view.key(),
        discrepancy.wrong(),
        discrepancy.facet(),
        discrepancy.member(),
        Finding.State.OPEN,
        episode.began().observedAt(),
        episode.deadline(),
        openedAt,
        null,
        discrepancy.hop().label(),
        Duration.between(episode.began().observedAt(), episode.deadline()).toMillis(),
        policy.severityOf(discrepancy.kind()),
        verdict(discrepancy),
        cause,
        discrepancy.exposure(),
        Actions.against(discrepancy, cause),
        view.externalIds());
  }

  private static Verdict verdict(Discrepancy discrepancy) {
    return new Verdict(
        discrepancy.wrong(),
        discrepancy.expected(),
        discrepancy.actual(),
        discrepancy.rule(),
        discrepancy.authority());
  }

  /** The same while its window still runs. */
  public static Pending pending(View view, Episode episode) {
    Discrepancy discrepancy = episode.discrepancy();
    return new Pending(
        id(view, episode),
        view.flow(),
        discrepancy.kind(),
        view.key(),
        discrepancy.wrong(),
        discrepancy.facet(),
        discrepancy.member(),
        episode.began().observedAt(),
        episode.expectedBy(),
        episode.deadline(),
        discrepancy.hop().label(),
        verdict(discrepancy),
        discrepancy.exposure(),
        view.externalIds());
  }

  public static String id(View view, Episode episode) {
    Discrepancy discrepancy = episode.discrepancy();
    return FindingId.of(
        discrepancy.thing(),
        view.key(),
        discrepancy.place(),
        discrepancy.facet() + '.' + discrepancy.member(),
        episode.began().connection() + '@' + episode.began().version());
  }

  /** A connection that no longer speaks; one finding however many entities wait for it. */
  public static Finding silent(
      String flow,
      String connection,
      Instant since,
      Instant windowEnd,
      Instant now,
      Policy policy) {
    Duration bound = policy.silentAfter(connection);
    String field = "watermark";
    return new Finding(
        FindingId.of(Kind.SILENT_SOURCE.id(), connection, connection, field, since.toString()),
        flow,
        Kind.SILENT_SOURCE,
        connection,
        connection,
        "connection",
        field,
        Finding.State.OPEN,
        since,
        windowEnd,
        now,
        null,
        connection,
        bound.toMillis(),
        policy.severityOf(Kind.SILENT_SOURCE),
        new Verdict(
            connection,
            "heard within " + bound,
            "silent since " + since,
            "a connection must be heard at least every " + bound + " while others are",
            connection),
        new Cause(
            Cause.Family.LAG,
            "Nothing has been read from " + connection + " since " + since + ".",
            List.of()),
        null,
        "Check the credentials, the limits and the status page of "
            + connection
            + "; deadlines that concern it wait until it speaks again.",
        Map.of());
  }
}
