package io.plumbline.reconciler.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was paid, paid out and invoiced, as one connection says it; each by the connection's own
 * ids, null where it does not hold them.
 *
 * @param credits what was taken off invoices again
 * @param deposits what was received before the invoice
 * @param payments what passed between shop and buyer
 * @param payouts what the payment provider put on the company's account
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Billing(
    @Nullable String status,
    @Nullable Map<String, Invoice> invoices,
    Map<String, Credit> credits,
    @Nullable Map<String, Deposit> deposits,
    @Nullable Map<String, Payment> payments,
    @Nullable Map<String, Payout> payouts) {

  public Billing {
    invoices = invoices == null ? null : new TreeMap<>(invoices);
    //noinspection ConstantValue: a connection that does not hold them leaves the field out
    credits = credits == null ? Map.of() : new TreeMap<>(credits);
    deposits = deposits == null ? null : new TreeMap<>(deposits);
    payments = payments == null ? null : new TreeMap<>(payments);
    payouts = payouts == null ? null : new TreeMap<>(payouts);
  }

  /**
   * One invoice.
   *
   * @param lines quantities by line
   */
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Invoice(Map<String, BigDecimal> lines) {
    public Invoice {
      //noinspection ConstantValue: a connection that does not hold them leaves the field out
      lines = lines == null ? Map.of() : new TreeMap<>(lines);
    }
  }

  /**
   * One credit memo of an invoice.
   *
   * @param lines quantities by line
   */
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Credit(Map<String, BigDecimal> lines) {
    public Credit {
      //noinspection ConstantValue: a connection that does not hold them leaves the field out
      lines = lines == null ? Map.of() : new TreeMap<>(lines);
    }
  }

  /** Money booked before it is billed. */
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Deposit(@Nullable BigDecimal amount) {}

  /**
   * One transaction with the buyer.
   *
   * @param amount never negative
   * @param fee what the shop says that the provider keeps of it
   * @param viaPayout whether the provider has to pay it out
   */
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Payment(
      @Nullable String kind,
      @Nullable String status,
      @Nullable BigDecimal amount,
      @Nullable String currency,
      @Nullable BigDecimal fee,
      boolean viaPayout) {

    public boolean succeeded() {
      return "success".equals(status);
    }

    /** Money came in. */
    public boolean received() {
      return "sale".equals(kind) || "capture".equals(kind);
    }

    /** Money went back to the buyer: the provider's, or change out of the drawer. */
    public boolean returned() {
      return "refund".equals(kind);
    }

    public boolean change() {
      return "change".equals(kind);
    }
  }

  /**
   * One entry of the provider's account.
   *
   * @param payment the payment it settles, where it settles one
   * @param amount negative where money leaves the account
   */
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Payout(
      @Nullable String type,
      @Nullable String payment,
      @Nullable BigDecimal amount,
      @Nullable BigDecimal fee,
      @Nullable BigDecimal net,
      @Nullable String currency,
      @Nullable String payoutStatus) {

    public boolean is(String kind) {
      return kind.equals(type);
    }
  }
}
