package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.oracle.ErpRecord;
import io.plumbline.sandbox.oracle.WmsRecord;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Makes the systems disagree for good, each time on an order on which they agreed before. */
final class Planting {
  private static final BigDecimal PRICE_CUT = new BigDecimal("0.80");

  /** More than rounding every line of a long order could add up to. */
  private static final BigDecimal SURCHARGE = BigDecimal.TEN;

  /** By then no carrier takes a parcel over under another number, and no label is printed anew. */
  private static final Duration ON_ITS_WAY = Lives.LATER.multipliedBy(3);

  private final Books books;
  private final Floor floor;
  private final Agenda agenda;
  private final Progress progress;
  private final Clock clock;
  private final BooleanSupplier calm;

  Planting(
      Books books,
      Floor floor,
      Agenda agenda,
      Progress progress,
      Clock clock,
      BooleanSupplier calm) {
    this.books = books;
    this.floor = floor;
    this.agenda = agenda;
    this.progress = progress;
    this.clock = clock;
    this.calm = calm;
  }

  /** Puts on the agenda what goes wrong with a sale. */
  void plant(Drift drift, Sale sale, Duration after) {
    if (drift == Drift.NEVER_PUSHED) {
      progress.planted(drift.kind(), sale.reference());
      return;
    }
    Agreement agreement = new Agreement(clock);
    in(after, "plant " + drift + " on", sale, () -> ready(sale, agreement) && drift(drift, sale));
  }

  /** Whether nothing is under way any more that its life brings about. */
  private boolean ready(Sale sale, Agreement agreement) {
    boolean lived = sale.part().life() != Life.FULFILLED || sale.facts().fulfilled();
    return lived && settled(sale, agreement);
  }

  private boolean drift(Drift drift, Sale sale) {
    Optional<String> anothers =
        floor.parcelOfAnother(sale.reference(), clock.instant().minus(ON_ITS_WAY));
    if (drift == Drift.ANOTHERS_PARCEL && anothers.isEmpty()) {
      return false; // until the other shop has sent one
    }
    Shop shop = sale.shop();
    JsonNode record = record(sale);
    String recordId = record.path("id").asText();
    switch (drift) {
      case DELETED_IN_ERP -> books.delete(recordId);
      case DELETED_IN_STOREFRONT -> shop.delete(sale.id());
      case DOUBLED_IN_ERP -> books.twin(recordId);
      case DOUBLED_IN_WAREHOUSE -> floor.twin(picked(sale));
      case STAFF_QUANTITY -> books.edit(recordId, Books.quantity(record, 1));
      case STAFF_PRICE -> books.edit(recordId, Books.price(record, PRICE_CUT));
      case STAFF_SHIPPING -> books.edit(recordId, Books.shipping(record, SURCHARGE));
      case STAFF_STATUS -> books.edit(recordId, Books.cancelled());
      case ROUNDED_IN_ERP -> books.round(recordId);
      case EDITED_AFTER_FULFILMENT -> sale.edit(1, "staff");
      case EDITED_WHILE_PICKED -> {
        floor.pick(picked(sale));
        sale.edit(1, "buyer");
      }
      case CANCELLED_WHILE_PICKED -> {
        floor.pick(picked(sale));
        shop.cancel(sale.id());
        in(Lives.LATER, "ship all the same", sale, () -> shipped(sale));
      }
      case TOLD_BY_HAND -> shop.fulfil(sale.id());
      case SHIPPED_ON_PAPER -> books.fulfilFirst(record);
      case LEFT_AT_DOCK -> {
        floor.pack(picked(sale));
        in(Lives.LATER, "tell of what stands at the dock of", sale, () -> told(sale));
      }
      case MISTYPED_TRACKING -> shop.track(sale.id(), "MISTYPED-" + sale.id());
      case ANOTHERS_PARCEL -> shop.track(sale.id(), anothers.orElseThrow());
      case BILLED_EARLY -> books.billFirst(record);
      case SHORT_SETTLED -> shop.settleShort(sale.id());
      case OVERCHARGED -> shop.overcharge(sale.id());
      case SHORT_MOVED -> shop.moveLess(sale.id());
      case CHARGED_BACK -> shop.chargeBack(sale.id());
      case TOLD_BESIDES -> {
        floor.shipPart(picked(sale));
        in(Lives.LATER, "tell of another line of", sale, () -> toldBesides(sale));
      }
      case FORGOTTEN_REST -> floor.shipPart(picked(sale));
      case NEVER_PUSHED -> throw new IllegalStateException("nothing to do for " + drift);
    }
    progress.planted(drift.kind(), sale.reference());
    return true;
  }

  /** Not before the shop has heard of the parcel that did leave. */
  private static boolean toldBesides(Sale sale) {
    boolean partly = sale.facts().shipped().state().equals("partial");
    if (partly) {
      sale.shop().fulfilAnother(sale.id());
    }
    return partly;
  }

  private boolean shipped(Sale sale) {
    floor.ship(picked(sale));
    return true;
  }

  /** The drift lasts from when shop and books have heard of it, and not from when it is packed. */
  private boolean told(Sale sale) {
    return sale.facts().fulfilled() && books.fulfilled(sale.part().number());
  }

  private boolean settled(Sale sale, Agreement agreement) {
    if (!calm.getAsBoolean()) {
      agreement.forget(); // Nobody of ours may have seen the systems agree.
      return false;
    }
    return agreement.lasts(
        sale.facts(),
        books.orders(sale.part().number()).stream().map(ErpRecord::facts).toList(),
        floor.orders(sale.reference()).stream().map(WmsRecord::facts).toList());
  }

  private void in(Duration after, String what, Sale sale, Agenda.Step step) {
    agenda.in(after, what + " " + sale.name(), step);
  }

  private JsonNode record(Sale sale) {
    return books.orders(sale.part().number()).getFirst();
  }

  private JsonNode picked(Sale sale) {
    return floor.orders(sale.reference()).getFirst();
  }
}
