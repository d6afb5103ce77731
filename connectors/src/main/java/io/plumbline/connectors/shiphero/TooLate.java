package io.plumbline.connectors.shiphero;

import io.plumbline.connectors.shiphero.ShipHeroWrites.Write;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a warehouse does not change an order any more, and what is left to be done. Its words are
 * second-hand and may name people: what they speak of is recognised and told in words of ours.
 */
final class TooLate {

  private static final Pattern IN_HAND =
      Pattern.compile("\\b(tote|pick(ed|ing)?|pack(ed|ing)?)\\b");

  private static final Pattern GONE =
      Pattern.compile("\\b(shipp?ed|shipments?|fulfilled|left|delivered)\\b");

  private static final Pattern STOPPED = Pattern.compile("\\b(is|was|been|already) cancell?ed\\b");

  private TooLate() {}

  /** The failure as it was, unless it is that. */
  static CallFailed explained(
      String connection, Write write, String reference, CallFailed refused) {
    var found = refused.kind() == Kind.REJECTED ? found(refused) : Optional.<String>empty();
    return found.map(state -> told(connection, write, reference, state, refused)).orElse(refused);
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
      case CREATE -> "Look at the order of that name in the warehouse.";
    };
  }

  private static Optional<String> found(CallFailed refused) {
    var words = refused.quoted().map(quoted -> quoted.words().toLowerCase(Locale.ROOT)).orElse("");
    if (IN_HAND.matcher(words).find()) {
      return Optional.of("is in hand there already");
    }
    if (GONE.matcher(words).find()) {
      return Optional.of("has left, whole or in part");
    }
    return STOPPED.matcher(words).find() ? Optional.of("is cancelled there") : Optional.empty();
  }
}
