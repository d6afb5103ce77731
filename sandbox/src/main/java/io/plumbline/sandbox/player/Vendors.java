package io.plumbline.sandbox.player;

import io.plumbline.sandbox.oracle.Histories.Source;
import io.plumbline.sandbox.rest.JsonApi;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The emulated vendors of a run, by their control APIs. */
record Vendors(Map<Channel, JsonApi> shops, JsonApi erp, JsonApi warehouse)
    implements AutoCloseable {
  private static final String ERP = "netsuite";
  private static final String WAREHOUSE = "shiphero";

  Vendors {
    shops = new EnumMap<>(shops);
  }

  JsonApi shop(Channel channel) {
    return Objects.requireNonNull(shops.get(channel));
  }

  List<Source> storefronts() {
    return shops.entrySet().stream()
        .map(shop -> new Source(shop.getKey().connection(), shop.getValue()))
        .toList();
  }

  Source books() {
    return new Source(ERP, erp);
  }

  Source floor() {
    return new Source(WAREHOUSE, warehouse);
  }

  List<Source> all() {
    List<Source> all = new ArrayList<>(storefronts());
    all.add(books());
    all.add(floor());
    return List.copyOf(all);
  }

  @Override
  public void close() {
    all().forEach(vendor -> vendor.api().close());
  }
}
