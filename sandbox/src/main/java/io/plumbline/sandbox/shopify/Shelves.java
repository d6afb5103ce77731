package io.plumbline.sandbox.shopify;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The orders sorted in every way that a listing may ask for, so that a page costs no more. */
final class Shelves {
  private final Map<SortKey, NavigableMap<Place, ShopOrder>> shelves = new EnumMap<>(SortKey.class);

  /** What a listing is sorted by. */
  enum SortKey {
    UPDATED_AT,
    CREATED_AT,
    PROCESSED_AT,
    ORDER_NUMBER,
    ID;

    /** Unless told, and for what is not kept here, the vendor goes by the time of the order. */
    static SortKey of(String name) {
      for (SortKey key : values()) {
        if (key.name().equals(name)) {
          return key;
        }
      }
      return PROCESSED_AT;
    }

    private Place place(ShopOrder order) {
      long value =
          switch (this) {
            case UPDATED_AT -> order.dates().updated().toEpochMilli();
            case CREATED_AT -> order.dates().created().toEpochMilli();
            case PROCESSED_AT -> order.dates().placed().toEpochMilli();
            case ORDER_NUMBER -> order.number();
            case ID -> order.id();
          };
      return new Place(value, order.id());
    }
  }

  Shelves() {
    for (SortKey key : SortKey.values()) {
      shelves.put(key, new TreeMap<>());
    }
  }

  NavigableMap<Place, ShopOrder> by(SortKey key) {
    return requireNonNull(shelves.get(key));
  }

  void add(ShopOrder order) {
    shelves.forEach((key, shelf) -> shelf.put(key.place(order), order));
  }

  void remove(ShopOrder order) {
    shelves.forEach((key, shelf) -> shelf.remove(key.place(order)));
  }
}
