package io.plumbline.sandbox.oracle;

import io.plumbline.sandbox.oracle.Timeline.Episode;
import java.util.Set;

/** Which cause families explain an episode, read off the histories and the vendor's write log. */
final class Causes {
  /** Channels whose orders another app brings to the ERP. */
  static final Set<String> HANDLED_ELSEWHERE = Set.of("pos");

  private Causes() {}

  static Set<String> of(OrderHistory order, Episode episode) {
    return switch (episode.topic().kind()) {
      case DUPLICATE -> Set.of("duplicated");
      case ROUNDING -> Set.of("rounding");
      case MISSING -> missing(order, episode);
      default -> mismatch(order, episode);
    };
  }

  private static Set<String> missing(OrderHistory order, Episode episode) {
    Saying began = episode.beganWith();
    boolean deleted = began.facts().isEmpty();
    if (deleted) {
      return began.actor() == Actor.API ? Set.of("lost") : Set.of("editedOutside");
    }
    if (HANDLED_ELSEWHERE.contains(order.channel())) {
      return Set.of("neverAttempted");
    }
    return undelivered(order, episode);
  }

  private static Set<String> mismatch(OrderHistory order, Episode episode) {
    Saying began = episode.beganWith();
    boolean wrongOneMoved = movedIn(order, began).equals(episode.topic().wrong());
    if (wrongOneMoved && began.actor() == Actor.API) {
      return Set.of("staleOverwrite", "reordered", "partial");
    }
    if (wrongOneMoved) {
      return Set.of("editedOutside");
    }
    return undelivered(order, episode);
  }

  private static String movedIn(OrderHistory order, Saying saying) {
    return order.storefront().contains(saying) ? order.storefrontName() : order.erpName();
  }

  /** The truth moved on and our write did not follow. */
  private static Set<String> undelivered(OrderHistory order, Episode episode) {
    boolean tried =
        order.writes().stream().anyMatch(write -> write.receivedAt().isAfter(episode.from()));
    boolean rejected =
        order.writes().stream()
            .anyMatch(write -> write.receivedAt().isAfter(episode.from()) && write.rejected());
    if (rejected) {
      return Set.of("rejected");
    }
    return tried ? Set.of("lag", "lost") : Set.of("neverAttempted", "lag");
  }
}
