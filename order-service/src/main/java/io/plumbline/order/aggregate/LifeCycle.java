package io.plumbline.order.aggregate;

/**
 * Where an order stands. Each state offers only its legal exits, so an illegal step cannot be
 * written; edits leave the state as it is and are possible until the goods are gone.
 */
public sealed interface LifeCycle {

  /** The state's name in the API and in the table. */
  String name();

  /** Bought, not paid: paid later or on account. */
  record Placed() implements LifeCycle {
    public Paid pay() {
      return new Paid();
    }

    public Cancelled cancel() {
      return new Cancelled();
    }

    public PartlyFulfilled shipSome() {
      return new PartlyFulfilled();
    }

    public Fulfilled ship() {
      return new Fulfilled();
    }

    @Override
    public String name() {
      return "placed";
    }
  }

  /** Paid in full, nothing shipped. */
  record Paid() implements LifeCycle {
    public Cancelled cancel() {
      return new Cancelled();
    }

    public PartlyFulfilled shipSome() {
      return new PartlyFulfilled();
    }

    public Fulfilled ship() {
      return new Fulfilled();
    }

    @Override
    public String name() {
      return "paid";
    }
  }

  /** Something left the warehouse; the rest may follow, or be written off by closing. */
  record PartlyFulfilled() implements LifeCycle {
    public Fulfilled ship() {
      return new Fulfilled();
    }

    public Closed close() {
      return new Closed();
    }

    @Override
    public String name() {
      return "partlyFulfilled";
    }
  }

  /** Everything left the warehouse: the ERP's record is the truth from here on. */
  record Fulfilled() implements LifeCycle {
    public Billed bill() {
      return new Billed();
    }

    public Closed close() {
      return new Closed();
    }

    @Override
    public String name() {
      return "fulfilled";
    }
  }

  /** Invoiced by the ERP. */
  record Billed() implements LifeCycle {
    public Closed close() {
      return new Closed();
    }

    @Override
    public String name() {
      return "billed";
    }
  }

  /** Done. */
  record Closed() implements LifeCycle {
    @Override
    public String name() {
      return "closed";
    }
  }

  /** Called off before anything left the warehouse. */
  record Cancelled() implements LifeCycle {
    @Override
    public String name() {
      return "cancelled";
    }
  }
}
