package io.plumbline.connectors.netsuite;

import io.plumbline.connectors.http.Settings;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one account calls things; no two accounts agree, so all of it is configured.
 *
 * @param customers external ids of customers by country
 * @param currencies internal ids by ISO code
 * @param lineReference the transaction column that holds the storefront's line id
 * @param taxesIncluded the body field that says that rates are with tax
 */
record NetSuiteTerms(
    ZoneId zone,
    String defaultCustomer,
    Map<String, String> customers,
    Map<String, String> currencies,
    Optional<String> subsidiary,
    Optional<String> location,
    Optional<String> discountItem,
    String tax,
    String cancel,
    String lineReference,
    String taxesIncluded) {

  private static final Map<String, String> USUAL_CURRENCIES =
      Map.of("USD", "1", "GBP", "2", "CAD", "3", "EUR", "4");

  static NetSuiteTerms of(Settings settings) {
    var currencies = new HashMap<>(USUAL_CURRENCIES);
    currencies.putAll(settings.table("currency"));
    return new NetSuiteTerms(
        settings.connection().zone(),
        settings.text("default-customer", "guest"),
        settings.table("customer"),
        currencies,
        optional(settings, "subsidiary"),
        optional(settings, "location"),
        optional(settings, "discount-item"),
        settings.oneOf("tax", "header", "lines", "computed"),
        settings.oneOf("cancel", "status", "close-lines"),
        settings.text("line-reference", "custcol_ext_line"),
        settings.text("taxes-included", "custbody_taxes_included"));
  }

  private static Optional<String> optional(Settings settings, String setting) {
    return Optional.of(settings.text(setting, "")).filter(value -> !value.isBlank());
  }

  String customer(String country) {
    return customers.getOrDefault(country, defaultCustomer);
  }

  /** An unknown code is sent as it is, and the vendor's refusal names it. */
  String currencyId(String code) {
    return currencies.getOrDefault(code, code);
  }

  Map<String, String> currencyCodes() {
    var codes = new HashMap<String, String>();
    currencies.forEach((code, id) -> codes.put(id, code));
    return codes;
  }

  boolean writesTax() {
    return tax.equals("header");
  }

  boolean writesLineTax() {
    return !tax.equals("computed");
  }

  boolean cancelsByStatus() {
    return cancel.equals("status");
  }
}
