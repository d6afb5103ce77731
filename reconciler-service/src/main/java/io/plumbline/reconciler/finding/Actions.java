package io.plumbline.reconciler.finding;

import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Values;

/** What to do next, in words for the person who has to do it. */
final class Actions {
  private Actions() {}

  static String against(Discrepancy discrepancy, Cause cause) {
    String wrong = discrepancy.wrong();
    String right = discrepancy.authority();
    return switch (discrepancy.kind()) {
      case MISSING -> missing(wrong, right, cause.family());
      case DUPLICATE ->
          "Keep the oldest record in %s and remove the others before they are shipped or billed."
              .formatted(wrong);
      case ROUNDING ->
          "Accept the difference, or make %s round the way %s does.".formatted(wrong, right);
      case FIELD_MISMATCH, PARTIAL_MISMATCH -> mismatch(discrepancy, cause.family());
      case EDITED_AFTER_SYNC ->
          "Hold the order in %s, bring it to %s by hand as %s says, or offer the buyer a second order."
              .formatted(wrong, discrepancy.expected(), right);
      case CANCELLED_BUT_SHIPPED ->
          "Stop the parcel with its carrier or take the goods back as a return, and tell the buyer.";
      case TOLD_SHIPPED ->
          (discrepancy.waits()
                  ? "Have %s hand the parcel to its carrier; else tell the buyer and take the shipment back in %s."
                  : "Ask %s for the goods; until they leave, tell the buyer and take the shipment back in %s.")
              .formatted(right, wrong);
      case TRACKING_MISSING -> tracking(discrepancy, cause.family());
      case WRONG_CHANNEL ->
          "Take the number %s out of %s and tell the buyer; see that the order it belongs to has it."
              .formatted(discrepancy.actual(), wrong);
      case STUCK -> stuck(discrepancy, cause.family());
      case PAYOUT_MISMATCH -> payout(discrepancy, cause.family());
      case SILENT_SOURCE -> "Find out why %s is silent.".formatted(wrong);
    };
  }

  private static String payout(Discrepancy discrepancy, Cause.Family family) {
    String where = discrepancy.wrong();
    if (discrepancy.field().equals(Values.DEPOSITS)) {
      return mismatch(discrepancy, family);
    }
    if (discrepancy.field().equals(Values.TAKEN_BACK)) {
      return "Answer the dispute in %s, or book the loss.".formatted(where);
    }
    return discrepancy.waits()
        ? "Ask the payment provider of %s when it pays this out.".formatted(where)
        : "Ask the payment provider of %s to explain or correct its account.".formatted(where);
  }

  private static String stuck(Discrepancy discrepancy, Cause.Family family) {
    String where = discrepancy.wrong();
    if (family == Cause.Family.REJECTED) {
      return "Correct what %s refused, then retry the dead letter.".formatted(where);
    }
    String ask =
        switch (discrepancy.actual()) {
          case "held" -> "Settle what holds it back in %s, or cancel it where it was sold.";
          case "partial" -> "Ask %s when the rest can leave; tell the buyer, or cancel the rest.";
          case "shipped-not-billed" -> "Bill in %s what has left, or find out who held it back.";
          default -> "Ask %s why nothing has left; ship it, or tell the buyer.";
        };
    return ask.formatted(where);
  }

  private static String tracking(Discrepancy discrepancy, Cause.Family family) {
    return family == Cause.Family.REJECTED
        ? "Correct what %s refused, then retry the dead letter.".formatted(discrepancy.wrong())
        : "Tell %s the parcel's number %s.".formatted(discrepancy.wrong(), discrepancy.expected());
  }

  private static String missing(String wrong, String right, Cause.Family family) {
    return switch (family) {
      case NEVER_ATTEMPTED ->
          "Send the order from %s to %s; find out which step never asked for it."
              .formatted(right, wrong);
      case REJECTED -> "Correct what %s refused, then retry the dead letter.".formatted(wrong);
      case EDITED_OUTSIDE ->
          "Ask who deleted the record in %s; restore it or cancel the order in %s."
              .formatted(wrong, right);
      case LOST -> "Look in %s by our reference, then send the order again.".formatted(wrong);
      case LAG -> "Wait for the retries, or look at the health of %s.".formatted(wrong);
      case DUPLICATED, REORDERED, STALE_OVERWRITE, PARTIAL, ROUNDING ->
          "Send the order from %s to %s again.".formatted(right, wrong);
    };
  }

  private static String mismatch(Discrepancy discrepancy, Cause.Family family) {
    String set =
        "Set %s in %s to %s, as %s says"
            .formatted(
                discrepancy.field(),
                discrepancy.wrong(),
                discrepancy.expected(),
                discrepancy.authority());
    return switch (family) {
      case EDITED_OUTSIDE -> set + ", and ask who changed it there.";
      case REJECTED -> "Correct what was refused, then retry the dead letter.";
      case NEVER_ATTEMPTED -> set + "; nothing has tried to yet.";
      case LAG ->
          "Wait for the retries, or "
              + set.substring(0, 1).toLowerCase(java.util.Locale.ROOT)
              + set.substring(1)
              + ".";
      case LOST, PARTIAL, REORDERED, STALE_OVERWRITE, DUPLICATED, ROUNDING -> set + ".";
    };
  }
}
