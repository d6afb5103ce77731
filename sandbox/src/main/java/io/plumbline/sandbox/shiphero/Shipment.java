package io.plumbline.sandbox.shiphero;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one warehouse packed in one go, and how far it has come.
 *
 * @param label the id of the label that is on it
 * @param spoilt the labels that were on it before and are void
 */
record Shipment(
    long id,
    long warehouse,
    String carrier,
    String method,
    String tracking,
    Place place,
    List<Part> parts,
    Instant at,
    long label,
    List<Label> spoilt) {
  Shipment {
    parts = List.copyOf(parts);
    spoilt = List.copyOf(spoilt);
  }

  /** How much of a line is in a shipment. */
  record Part(long line, int quantity) {}

  /** What a carrier sold a number for. */
  record Label(long id, String carrier, String method, String tracking) {}

  /** Where a parcel is; one that is told to have shipped may still stand at the dock. */
  enum Place {
    AT_DOCK("pre_transit"),
    UNDER_WAY("in_transit"),
    DELIVERED("delivered"),
    RETURNED("return_to_sender"),
    VOIDED("voided");

    private final String word;

    Place(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  Shipment now(Place there) {
    return new Shipment(id, warehouse, carrier, method, tracking, there, parts, at, label, spoilt);
  }

  Shipment by(String otherCarrier, String otherMethod, String otherTracking) {
    return new Shipment(
        id, warehouse, otherCarrier, otherMethod, otherTracking, place, parts, at, label, spoilt);
  }

  /** The label is void, and the parcel leaves under another one. */
  Shipment relabelled(long fresh) {
    if (place != Place.AT_DOCK && place != Place.UNDER_WAY) {
      throw new Refused("No label to print anew: shipment " + id + " is " + place.word());
    }
    List<Label> gone = new ArrayList<>(spoilt);
    gone.add(new Label(label, carrier, method, tracking));
    return new Shipment(id, warehouse, carrier, method, tracking, place, parts, at, fresh, gone);
  }
}
