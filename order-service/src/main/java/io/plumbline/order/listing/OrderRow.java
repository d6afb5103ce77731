package io.plumbline.order.listing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One order in the list. Written by {@link Orders} in the engine's transaction, only read here. */
@Entity
@Immutable
@Table(name = "orders")
public class OrderRow {

  @Id String key = "";
  String status = "";
  @Nullable String number;
  @Nullable String channel;
  @Nullable String origin;
  List<String> connections = List.of();
  @Nullable String currency;
  @Nullable BigDecimal total;

  @Column(name = "presentment_currency")
  @Nullable String presentmentCurrency;

  @Column(name = "presentment_total")
  @Nullable BigDecimal presentmentTotal;

  String fulfilment = "";
  @Nullable String billing;

  @Column(name = "placed_at")
  @Nullable Instant placedAt;

  @Column(name = "updated_at")
  Instant updatedAt = Instant.EPOCH;

  /** For Hibernate. */
  protected OrderRow() {}

  public String key() {
    return key;
  }

  public Instant updatedAt() {
    return updatedAt;
  }
}
