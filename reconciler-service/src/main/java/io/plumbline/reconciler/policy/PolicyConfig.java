package io.plumbline.reconciler.policy;

import io.plumbline.reconciler.event.Role;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The written policy of a company, with defaults that suit most. */
@ConfigMapping(prefix = "plumbline.reconciler.policy")
public interface PolicyConfig {

  /** No discrepancy is drift before this time; webhooks, queues and one retry need about it. */
  @WithDefault("30s")
  @WithConverter(Setting.Time.class)
  Duration windowFloor();

  /** Floors of single hops, keyed {@code from->to}, where the general one does not fit. */
  Map<String, @WithConverter(Setting.Time.class) Duration> windowFloors();

  /**
   * No window grows beyond this time, however slow a hop has become: drift is found after it. Only
   * the floor of a hop itself and the time between two polls go before it.
   */
  @WithDefault("1h")
  @WithConverter(Setting.Time.class)
  Duration windowCeiling();

  /** How many times the usual worst latency (p99) a discrepancy may last. */
  @WithDefault("3")
  @WithConverter(Setting.Count.class)
  int windowFactor();

  /** Below this many agreements a p99 says nothing, and the floor holds. */
  @WithDefault("30")
  @WithConverter(Setting.Count.class)
  int windowSamples();

  /** How far a window may move per minute, as a share of itself. */
  @WithDefault("0.2")
  @WithConverter(Setting.Amount.class)
  BigDecimal windowPace();

  /**
   * A connection that says nothing for longer than this, while others do, is silent; of a polled
   * one, never before three polls were due.
   */
  @WithDefault("5m")
  @WithConverter(Setting.Time.class)
  Duration silentAfter();

  /** Money may differ by this much without being a discrepancy at all. */
  @WithDefault("0.00")
  @WithConverter(Setting.Amount.class)
  BigDecimal tolerance();

  /**
   * What rounding one line may shift, in the smallest amount of the currency (a penny, a yen, a
   * fils); a total may shift by that per line and once more.
   */
  @WithDefault("1")
  @WithConverter(Setting.Amount.class)
  BigDecimal roundingUnitsPerLine();

  /** Fields that both sides must agree on, where both hold them; without a facet: commercial. */
  @WithDefault(
      "status,currency,total,tax,discount,shipping,sku,quantity,unitPrice,"
          + "fulfilment.status,billing.status")
  Set<String> comparedFields();

  /**
   * Whether fulfilments are brought back to the storefront. Where nothing does, a storefront behind
   * the authority is not wrong; one ahead of it always is.
   */
  @WithDefault("false")
  @WithConverter(Setting.Choice.class)
  boolean fulfilmentTold();

  /**
   * The roles in which every order of a storefront must exist: in every connection of them, but of
   * the warehouses (WMS) in any one, and there only while it is still to be shipped.
   */
  @WithDefault("ERP")
  Set<Role> presence();

  StuckAfter stuckAfter();

  /**
   * How long a payment provider may take to pay out what it took; {@code never} asks nothing of it.
   * Some pay out weekly.
   */
  @WithDefault("7d")
  Optional<@WithConverter(Setting.Patience.class) Duration> payoutAfter();

  /**
   * By currency what it costs when a buyer has to ask where a parcel is: the exposure of a number
   * that is not told, or is another's. None by default: only the company knows.
   */
  Map<String, @WithConverter(Setting.Amount.class) BigDecimal> supportCostPerOrder();

  Authority authority();

  /** Severity by kind id; a kind that is not named has the default. */
  Map<String, Severity> severities();

  @WithDefault("medium")
  Severity severity();

  /** How long an order may stay in one state; {@code never} asks nothing of it. */
  interface StuckAfter {

    /** Over a weekend a warehouse may be closed. */
    @WithDefault("3d")
    Optional<@WithConverter(Setting.Patience.class) Duration> unfulfilled();

    /** A bank transfer takes days; a hold that nobody settles in a week was forgotten. */
    @WithDefault("7d")
    Optional<@WithConverter(Setting.Patience.class) Duration> held();

    /** Absent: how soon the rest can be had, a company's suppliers decide. */
    Optional<@WithConverter(Setting.Patience.class) Duration> partial();

    /**
     * Absent: whether what carriers report reaches the warehouse's orders, and soon, nobody knows
     * here; where it does not, every parcel would stand at the dock.
     */
    Optional<@WithConverter(Setting.Patience.class) Duration> atDock();

    @WithDefault("3d")
    Optional<@WithConverter(Setting.Patience.class) Duration> shippedNotBilled();

    /** Those states of which something is asked. */
    default Map<State, Duration> all() {
      Map<State, Duration> all = new EnumMap<>(State.class);
      unfulfilled().ifPresent(time -> all.put(State.UNFULFILLED, time));
      held().ifPresent(time -> all.put(State.HELD, time));
      partial().ifPresent(time -> all.put(State.PARTIAL, time));
      atDock().ifPresent(time -> all.put(State.AT_DOCK, time));
      shippedNotBilled().ifPresent(time -> all.put(State.SHIPPED_NOT_BILLED, time));
      return all;
    }
  }

  /** Which role is right about which facet. */
  interface Authority {

    @WithDefault("STOREFRONT")
    Role commercial();

    /** From the moment one of the two says that the order is fulfilled. */
    @WithDefault("ERP")
    Role commercialOnceFulfilled();

    @WithDefault("ERP")
    Role fulfilment();

    @WithDefault("ERP")
    Role billing();
  }
}
