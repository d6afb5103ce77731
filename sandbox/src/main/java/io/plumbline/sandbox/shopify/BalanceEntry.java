package io.plumbline.sandbox.shopify;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the shop's Shopify Payments account, on behalf of one order.
 *
 * @param payment the order's transaction that led to it, if one did
 * @param amount gross; below zero where money leaves the account
 * @param net what the account moved by; amount less fee unless somebody erred
 * @param payout the transfer it is part of; null until it is part of one
 * @param withheld no payout takes it along
 */
record BalanceEntry(
    long id,
    Type type,
    @Nullable Long payment,
    BigDecimal amount,
    BigDecimal fee,
    BigDecimal net,
    Instant processed,
    @Nullable Payout payout,
    boolean withheld) {

  /** Why money moved, in the words of the vendor's {@code sourceType}. */
  enum Type {
    CHARGE("CHARGE"),
    REFUND("REFUND"),
    DISPUTE("DISPUTE_WITHDRAWAL"),
    TRANSFER("TRANSFER");

    private final String transaction;

    Type(String transaction) {
      this.transaction = transaction;
    }

    /** The vendor's {@code type}. */
    String transaction() {
      return transaction;
    }

    /** The spelling of REST. */
    String rest() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A transfer to the shop's bank. */
  record Payout(long id, Status status, Instant issued) {
    enum Status {
      SCHEDULED,
      PAID,
      FAILED,
      CANCELED
    }

    Payout with(Status now) {
      return new Payout(id, now, issued);
    }
  }

  /** What is not assigned to a payout is pending. */
  String payoutStatus() {
    return payout == null ? "PENDING" : payout.status().name();
  }

  boolean due() {
    return payout == null && !withheld;
  }

  BalanceEntry in(@Nullable Payout taken) {
    return new BalanceEntry(id, type, payment, amount, fee, net, processed, taken, withheld);
  }

  BalanceEntry withheldFromPayouts() {
    return new BalanceEntry(id, type, payment, amount, fee, net, processed, payout, true);
  }

  BalanceEntry saying(BigDecimal gross, BigDecimal kept, BigDecimal moved) {
    return new BalanceEntry(id, type, payment, gross, kept, moved, processed, payout, withheld);
  }
}
