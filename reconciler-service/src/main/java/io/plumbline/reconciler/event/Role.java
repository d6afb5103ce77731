package io.plumbline.reconciler.event;

/** What a connection is to the company. */
public enum Role {
  STOREFRONT,
  MARKETPLACE,
  ERP,
  CRM,
  WMS,
  ACCOUNTING
}
