package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.oracle.Facts;
import io.plumbline.sandbox.oracle.StorefrontRecord;
import java.util.Map;

/** A part that is being played, under its id in its shop. */
record Sale(Part part, Shop shop, String id) {

  /** The name under which people know it. */
  String name() {
    return "order #" + part.number();
  }

  /** The name that the ERP and the warehouse know it by. */
  String reference() {
    return shop.reference(id);
  }

  JsonNode sold() {
    return shop.order(id);
  }

  Facts facts() {
    return StorefrontRecord.facts(sold());
  }

  /** More or less of the first line. */
  boolean edit(int by, String actor) {
    Map.Entry<String, Facts.Line> line =
        facts().lines().entrySet().stream().min(Map.Entry.comparingByKey()).orElseThrow();
    shop.edit(id, line.getKey(), line.getValue().quantity().intValueExact() + by, actor);
    return true;
  }
}
