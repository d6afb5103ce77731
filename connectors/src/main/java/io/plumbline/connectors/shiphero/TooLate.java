package io.plumbline.connectors.shiphero;

import io.plumbline.connectors.shiphero.ShipHeroWrites.Write;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a warehouse does not change an order any more, and what is left to be done. Its words are
 * second-hand and may name people: what they speak of is recognised and told in words of ours.
 */
final class TooLate {

  private static final String IN_HAND = "is in hand there already";
  private static final String GONE = "has left, whole or in part";
  private static final String STOPPED = "is cancelled there";

  /** Whole phrases: single words such as "shipping" stand in refusals of every kind. */
  private static final List<Refusal> KNOWN =
      List.of(
          new Refusal("\\bis (being picked )?in (a )?tote\\b", IN_HAND),
          new Refusal("\\bhas shipped\\b", GONE),
          new Refusal("\\bhas \\d+ shipped\\b", GONE),
          new Refusal("\\bhas completed shipments\\b", GONE),
          new Refusal("\\bcannot be edited: it is fulfilled\\b", GONE),
          new Refusal("\\bcannot be edited: it is cancell?ed\\b", STOPPED));

  /** How a refusal reads, and what it says of the order. */
  private record Refusal(Pattern phrase, String found) {

    Refusal(String phrase, String found) {
      this(Pattern.compile(phrase), found);
    }
  }

  private TooLate() {}

  /** The failure as it was, unless it is that. */
  static CallFailed explained(
      String connection, Write write, String reference, CallFailed refused) {
    // What is to be made is there at no stage yet.
    if (refused.kind() != Kind.REJECTED || write == Write.CREATE) {
      return refused;
    }
    return found(refused)
        .map(state -> told(connection, write, reference, state, refused))
        .orElse(refused);
  }

  private static CallFailed told(
      String connection, Write write, String reference, String found, CallFailed refused) {
    var message =
        "%s: order %s: expected to %s before it is picked, found that it %s. %s"
            .formatted(connection, reference, write.words(), found, remedy(write));
    var failure = new CallFailed(Kind.REJECTED, message, null, refused);
    return refused.quoted().map(failure::quoting).orElse(failure);
  }

  private static String remedy(Write write) {
    return switch (write) {
      case CANCEL, STOP ->
          "Have it stopped in the warehouse and retry, or let it go and take the goods back as a return.";
      case UPDATE, CHANGE_LINES, ADD_LINES ->
          "Have it put back in the warehouse and retry, undo the edit where it was sold, or settle the difference as a return.";
      case ADDRESS ->
          "Have it put back in the warehouse and retry, or have the carrier redirect the parcel.";
      case HOLDS -> "Have it stopped in the warehouse by hand.";
      case CREATE -> throw new IllegalArgumentException("an order to be made is never too late");
    };
  }

  private static Optional<String> found(CallFailed refused) {
    var words = refused.quoted().map(quoted -> quoted.words().toLowerCase(Locale.ROOT)).orElse("");
    return KNOWN.stream()
        .filter(refusal -> refusal.phrase().matcher(words).find())
        .map(Refusal::found)
        .findFirst();
  }
}
