package io.plumbline.order.aggregate;

/** A group of fields of an order with one authority. */
public enum Facet {
  COMMERCIAL,
  FULFILMENT,
  BILLING
}
