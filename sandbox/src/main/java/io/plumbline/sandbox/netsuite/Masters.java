package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.journal.Journal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Items and customers: what a sales order must refer to. */
final class Masters {
  private static final String ITEM = "item";
  private static final String CUSTOMER = "customer";

  private final Map<String, Long> items = new ConcurrentHashMap<>();
  private final Map<String, Customer> customers = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong(900);

  Masters() {
    // Every account sells to somebody it does not know.
    customers.put("guest", new Customer(500, "guest", Map.of()));
  }

  /** A customer under the external id by which orders name it. */
  record Customer(long id, String externalId, Map<String, JsonNode> fields) {
    Customer {
      fields = Map.copyOf(fields);
    }
  }

  /** An item under its SKU. */
  record Item(long id, String sku) {}

  synchronized long item(String sku, Journal journal) {
    Long known = items.get(sku);
    if (known != null) {
      return known;
    }
    Item item = new Item(ids.incrementAndGet(), sku);
    items.put(sku, item.id());
    journal.append(ITEM, item);
    return item.id();
  }

  synchronized Customer customer(String externalId, Map<String, JsonNode> fields, Journal journal) {
    Customer known = customers.get(externalId);
    Customer customer =
        new Customer(known == null ? ids.incrementAndGet() : known.id(), externalId, fields);
    customers.put(externalId, customer);
    journal.append(CUSTOMER, customer);
    return customer;
  }

  Map<String, Long> items() {
    return items;
  }

  Optional<Customer> customer(String externalId) {
    return Optional.ofNullable(customers.get(externalId));
  }

  Optional<Customer> customer(long id) {
    return customers.values().stream().filter(each -> each.id() == id).findFirst();
  }

  /** The SKU that a reference names, by external id or internal id. */
  String sku(JsonNode reference) {
    Optional<String> external = Json.text(reference, "externalId");
    if (external.isPresent()) {
      return external
          .filter(items::containsKey)
          .orElseThrow(() -> Refusal.unknownReference(external.get(), ITEM));
    }
    String id = Json.text(reference, "id").orElse("");
    return items.entrySet().stream()
        .filter(item -> String.valueOf(item.getValue()).equals(id))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> Refusal.unknownReference(id, ITEM));
  }

  long entity(JsonNode reference) {
    Optional<String> external = Json.text(reference, "externalId");
    String id = Json.text(reference, "id").orElse("");
    return external
        .map(this::customer)
        .orElseGet(() ->
            customers.values().stream()
                .filter(each -> String.valueOf(each.id()).equals(id))
                .findFirst())
        .map(Customer::id)
        .orElseThrow(() -> Refusal.unknownReference(external.orElse(id), "entity"));
  }

  /** Takes back an entry of a journal, if it is one of ours. */
  void replay(String kind, JsonNode entry) {
    if (kind.equals(ITEM)) {
      Item item = Json.value(entry, Item.class);
      items.put(item.sku(), item.id());
      ids.accumulateAndGet(item.id(), Math::max);
    } else if (kind.equals(CUSTOMER)) {
      Customer customer = Json.value(entry, Customer.class);
      customers.put(customer.externalId(), customer);
      ids.accumulateAndGet(customer.id(), Math::max);
    }
  }
}
