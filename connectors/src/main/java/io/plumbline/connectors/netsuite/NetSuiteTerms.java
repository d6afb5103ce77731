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
 * @param locations internal ids by the warehouse's name of them
 * @param lineReference the transaction column that holds the storefront's line id
 * @param taxesIncluded the body field that says that rates are with tax
 * @param shipStatus the letter of what has left the building
 * @param writesAddress whether the account takes the order's own shipping address
 * @param datesShipments whether a fulfilment is dated on the day it left, or on that of its booking
 */
record NetSuiteTerms(
    ZoneId zone,
    String defaultCustomer,
    Map<String, String> customers,
    Map<String, String> currencies,
    Optional<String> subsidiary,
    Optional<String> location,
    Map<String, String> locations,
    Optional<String> discountItem,
    String tax,
    String cancel,
    String lineReference,
    String taxesIncluded,
    String shipStatus,
    boolean datesShipments,
    boolean writesAddress) {

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
        settings.table("location"),
        optional(settings, "discount-item"),
        settings.oneOf("tax", "header", "lines", "computed"),
        settings.oneOf("cancel", "status", "close-lines"),
        settings.text("line-reference", "custcol_ext_line"),
        settings.text("taxes-included", "custbody_taxes_included"),
        settings.text("ship-status", "C"),
        settings.oneOf("shipment-date", "shipped", "booked").equals("shipped"),
        settings.yes("shipping-address", true));
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

  /** Where that warehouse's goods leave the books, if anything is said of it. */
  Optional<String> locationOf(String warehouse) {
    return Optional.ofNullable(locations.get(warehouse)).or(() -> location);
  }

  /** A location that stands for no warehouse keeps its own name. */
  String warehouse(String locationId) {
    return locations.entrySet().stream()
        .filter(entry -> entry.getValue().equals(locationId))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(locationId);
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
