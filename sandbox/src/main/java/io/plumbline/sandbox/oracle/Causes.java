package io.plumbline.sandbox.oracle;

import io.plumbline.sandbox.oracle.Timeline.Episode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Which cause family explains an episode, read off the histories and the vendor's write log. Two of
 * them only where a vendor was away: a try that never reached it stands in no log.
 */
final class Causes {
  /** Channels whose orders another app brings to the ERP. */
  static final Set<String> HANDLED_ELSEWHERE = Set.of("pos");

  private Causes() {}

  static Set<String> of(OrderHistory order, Episode episode, List<Outage> outages) {
    if (episode.topic().waits()) {
      return Set.of("lag");
    }
    return switch (episode.topic().kind()) {
      case DUPLICATE -> Set.of("duplicated");
      case ROUNDING -> Set.of("rounding");
      case MISSING -> missing(order, episode, outages);
      case PAYOUT_MISMATCH, WRONG_CHANNEL -> Set.of("editedOutside");
      case CANCELLED_BUT_SHIPPED -> cancelledButShipped(order, episode, outages);
      default -> mismatch(order, episode, outages);
    };
  }

  private static Set<String> missing(OrderHistory order, Episode episode, List<Outage> outages) {
    Saying began = episode.beganWith();
    boolean deleted = began.facts().isEmpty();
    if (deleted) {
      return began.actor() == Actor.API ? Set.of("lost") : Set.of("editedOutside");
    }
    if (HANDLED_ELSEWHERE.contains(order.channel())) {
      return Set.of("neverAttempted");
    }
    return undelivered(order, episode, outages);
  }

  private static Set<String> mismatch(OrderHistory order, Episode episode, List<Outage> outages) {
    Saying began = episode.beganWith();
    boolean wrongOneMoved = wrong(order, episode).sayings().contains(began);
    if (wrongOneMoved && began.actor() == Actor.API) {
      return Set.of(written(order, episode));
    }
    if (wrongOneMoved) {
      return Set.of("editedOutside");
    }
    return undelivered(order, episode, outages);
  }

  /** Either nobody stopped the warehouse, or the shop cancelled what had gone. */
  private static Set<String> cancelledButShipped(
      OrderHistory order, Episode episode, List<Outage> outages) {
    if (episode.topic().wrong().equals(order.shop().connection())) {
      return Set.of("editedOutside");
    }
    Instant cancelled =
        order.shop().sayings().stream()
            .filter(saying -> saying.facts().filter(Facts::cancelled).isPresent())
            .map(Saying::at)
            .min(Comparator.naturalOrder())
            .orElse(episode.from());
    return undelivered(order, episode.topic(), new Span(cancelled, episode.until()), outages);
  }

  /** A write of ours put it wrong: with a value of before, or with one that never was. */
  private static String written(OrderHistory order, Episode episode) {
    if (!wasSold(order, episode)) {
      return "partial";
    }
    return overtaken(wrong(order, episode).writes(), episode.beganWith())
        ? "reordered"
        : "staleOverwrite";
  }

  private static boolean wasSold(OrderHistory order, Episode episode) {
    String field = episode.topic().field();
    String actual = episode.values().getFirst().actual();
    return order.shop().sayings().stream()
        .filter(saying -> saying.at().isBefore(episode.from()))
        .flatMap(saying -> saying.facts().stream())
        .anyMatch(facts ->
            facts.compared().getOrDefault(field, Comparison.whenAbsent(field)).equals(actual));
  }

  /** Whether the write behind a change had been received before one that took effect earlier. */
  private static boolean overtaken(List<Write> writes, Saying change) {
    return writes.stream()
        .filter(write -> write.applied() && !write.effectAt().isBefore(change.at()))
        .min(Comparator.comparing(Write::effectAt))
        .filter(late ->
            writes.stream()
                .anyMatch(write ->
                    write.applied()
                        && write.receivedAt().isAfter(late.receivedAt())
                        && write.effectAt().isBefore(late.effectAt())))
        .isPresent();
  }

  private static Side wrong(OrderHistory order, Episode episode) {
    return order.side(episode.topic().wrong());
  }

  /** A time in which something was to be written. */
  private record Span(Instant from, Instant until) {

    boolean covers(Instant moment) {
      return !moment.isBefore(from) && moment.isBefore(until);
    }
  }

  private static Set<String> undelivered(
      OrderHistory order, Episode episode, List<Outage> outages) {
    return undelivered(order, episode.topic(), new Span(episode.from(), episode.until()), outages);
  }

  /** The truth moved on and our write did not follow. */
  private static Set<String> undelivered(
      OrderHistory order, Disagreement.Topic topic, Span span, List<Outage> outages) {
    Side wrong = order.side(topic.wrong());
    List<Write> tries =
        wrong.writes().stream().filter(write -> span.covers(write.receivedAt())).toList();
    if (tries.isEmpty()) {
      boolean away =
          outages.stream()
              .anyMatch(
                  one -> one.from().isBefore(span.until()) && one.until().isAfter(span.from()));
      return away ? Set.of("neverAttempted", "lag") : Set.of("neverAttempted");
    }
    if (tries.getLast().rejected()) {
      return Set.of("rejected");
    }
    if (tries.stream().noneMatch(Write::accepted)) {
      return Set.of("lag");
    }
    boolean tookOtherFields =
        wrong.sayings().stream()
            .anyMatch(saying -> saying.actor() == Actor.API && span.covers(saying.at()));
    return Set.of(tookOtherFields ? "partial" : "lost");
  }
}
