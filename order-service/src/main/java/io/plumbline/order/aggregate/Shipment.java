package io.plumbline.order.aggregate;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One shipment as the warehouse that made it tells it.
 *
 * @param warehouse the connection that shipped it
 * @param id what the warehouse calls it; it never changes
 * @param fields as the facet {@code fulfilment} holds it: carrier, tracking, quantities by line
 */
public record Shipment(String warehouse, String id, ObjectNode fields) {

  /** The carrier brought it back. */
  public boolean returned() {
    return fields.path("status").asText("").equals("returned");
  }

  /** Its name among the shipments of all warehouses. */
  public String name() {
    return warehouse + "." + id;
  }
}
