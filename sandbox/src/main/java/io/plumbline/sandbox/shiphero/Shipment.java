package io.plumbline.sandbox.shiphero;

import java.time.Instant;
import java.util.List;

/** What one warehouse packed in one go, and how far it has come. */
record Shipment(
    long id,
    long warehouse,
    String carrier,
    String method,
    String tracking,
    Place place,
    List<Part> parts,
    Instant at) {
  Shipment {
    parts = List.copyOf(parts);
  }

  /** How much of a line is in a shipment. */
  record Part(long line, int quantity) {}

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

  boolean voided() {
    return place == Place.VOIDED;
  }

  Shipment now(Place there) {
    return new Shipment(id, warehouse, carrier, method, tracking, there, parts, at);
  }

  Shipment by(String otherCarrier, String otherMethod, String otherTracking) {
    return new Shipment(id, warehouse, otherCarrier, otherMethod, otherTracking, place, parts, at);
  }
}
