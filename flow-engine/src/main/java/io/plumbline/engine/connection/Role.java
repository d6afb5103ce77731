package io.plumbline.engine.connection;

/** What a connection is to the company; authority over facets is given to roles, not to vendors. */
public enum Role {
  STOREFRONT,
  MARKETPLACE,
  ERP,
  CRM,
  WMS,
  ACCOUNTING
}
