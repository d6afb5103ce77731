package io.plumbline.engine.connection;

/** What a connection is to the company; authority over facets is given to roles, not to vendors. */
public enum Role {
  STOREFRONT,
  MARKETPLACE,
  ERP,
  CRM,
  WMS,
  ACCOUNTING;

  /** Whether its records are sales: what it has under two ids it sold twice. */
  public boolean sells() {
    return this == STOREFRONT || this == MARKETPLACE;
  }
}
