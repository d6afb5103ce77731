package io.plumbline.sandbox.shiphero;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The webhook types that the emulated warehouse sends, by the vendor's names. */
enum Topic {
  SHIPMENT_UPDATE("Shipment Update"),
  ORDER_CANCELED("Order Canceled"),
  ORDER_ALLOCATED("Order Allocated"),
  ORDER_DEALLOCATED("Order Deallocated"),
  ORDER_PACKED_OUT("Order Packed Out");

  private final String title;

  Topic(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** As it stands in the address of whoever hears it. */
  String path() {
    return title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  static Optional<Topic> of(String title) {
    return Arrays.stream(values()).filter(each -> each.title.equals(title)).findFirst();
  }
}
