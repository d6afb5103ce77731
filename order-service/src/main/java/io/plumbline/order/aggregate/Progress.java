package io.plumbline.order.aggregate;

import io.plumbline.engine.flow.Exceptional;
import io.plumbline.order.aggregate.LifeCycle.Billed;
import io.plumbline.order.aggregate.LifeCycle.Cancelled;
import io.plumbline.order.aggregate.LifeCycle.Closed;
import io.plumbline.order.aggregate.LifeCycle.Fulfilled;
import io.plumbline.order.aggregate.LifeCycle.Paid;
import io.plumbline.order.aggregate.LifeCycle.PartlyFulfilled;
import io.plumbline.order.aggregate.LifeCycle.Placed;
import java.util.ArrayList;
import java.util.List;

/**
 * The state that follows from what the systems say, and what they say that cannot be: systems are
 * heard one by one, so a legal history may be seen with gaps but an illegal step is for a person.
 *
 * @param surprises steps that no state offers
 */
record Progress(LifeCycle state, List<Exceptional> surprises) {

  Progress {
    surprises = List.copyOf(surprises);
  }

  static Progress from(Facts facts) {
    var walk = new Walk();
    if (facts.paid()) {
      walk.pay();
    }
    walk.fulfil(facts.fulfilment());
    if (facts.billed()) {
      walk.bill();
    }
    if (facts.cancelled()) {
      walk.cancel();
    }
    if (facts.closed()) {
      walk.close();
    }
    return new Progress(walk.state, walk.surprises);
  }

  /** What the records of authority say, without the order in which they came to say it. */
  record Facts(
      boolean paid, Fulfilment fulfilment, boolean billed, boolean cancelled, boolean closed) {}

  private static final class Walk {
    private LifeCycle state = new Placed();
    private final List<Exceptional> surprises = new ArrayList<>();

    void pay() {
      state =
          switch (state) {
            case Placed placed -> placed.pay();
            case Paid _, PartlyFulfilled _, Fulfilled _, Billed _, Closed _, Cancelled _ -> state;
          };
    }

    void fulfil(Fulfilment fulfilment) {
      switch (fulfilment) {
        case UNFULFILLED -> {}
        case PARTIAL -> state = shippedInPart();
        case FULFILLED -> state = shipped();
      }
    }

    private LifeCycle shippedInPart() {
      return switch (state) {
        case Placed placed -> placed.shipSome();
        case Paid paid -> paid.shipSome();
        case PartlyFulfilled _, Fulfilled _, Billed _, Closed _, Cancelled _ -> state;
      };
    }

    private LifeCycle shipped() {
      return switch (state) {
        case Placed placed -> placed.ship();
        case Paid paid -> paid.ship();
        case PartlyFulfilled part -> part.ship();
        case Fulfilled _, Billed _, Closed _, Cancelled _ -> state;
      };
    }

    void bill() {
      switch (state) {
        case Fulfilled fulfilled -> state = fulfilled.bill();
        case Billed _ -> {}
        case Placed _, Paid _, PartlyFulfilled _, Closed _, Cancelled _ ->
            surprise(
                "billed-before-fulfilled",
                "the ERP bills an order after everything has left the warehouse",
                "billed",
                "Check in the ERP whether the invoice is right, or fulfil what is missing.");
      }
    }

    void cancel() {
      switch (state) {
        case Placed placed -> state = placed.cancel();
        case Paid paid -> state = paid.cancel();
        case Cancelled _ -> {}
        case PartlyFulfilled _, Fulfilled _, Billed _, Closed _ ->
            surprise(
                "cancelled-after-shipping",
                "an order is cancelled before anything has left the warehouse",
                "cancelled",
                "Stop the parcel or take the goods back as a return.");
      }
    }

    void close() {
      switch (state) {
        case PartlyFulfilled part -> state = part.close();
        case Fulfilled fulfilled -> state = fulfilled.close();
        case Billed billed -> state = billed.close();
        case Closed _, Cancelled _ -> {}
        case Placed _, Paid _ ->
            surprise(
                "closed-unfulfilled",
                "an order is closed once something has left the warehouse",
                "closed",
                "Cancel the order where it was placed, or open it again.");
      }
    }

    private void surprise(String code, String expected, String found, String remedy) {
      surprises.add(
          new Exceptional(
              code,
              "Expected that %s; found it %s while %s. %s"
                  .formatted(expected, found, state.name(), remedy)));
    }
  }
}
