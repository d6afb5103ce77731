package io.plumbline.reconciler.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has left the warehouse, as one connection says it.
 *
 * @param holds what keeps a warehouse from shipping, by kind
 * @param shipments by the connection's own ids; null where it does not hold them
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Fulfilment(
    @Nullable String status,
    Map<String, Boolean> holds,
    Map<String, Picking> lines,
    @Nullable Map<String, Shipment> shipments) {

  public Fulfilment {
    //noinspection ConstantValue: a connection that does not hold them leaves the fields out
    holds = holds == null ? Map.of() : new TreeMap<>(holds);
    lines = lines == null ? Map.of() : new TreeMap<>(lines);
    shipments = shipments == null ? null : new TreeMap<>(shipments);
  }

  /** The kinds of what keeps a warehouse from shipping. */
  public List<String> held() {
    return holds.entrySet().stream()
        .filter(hold -> Boolean.TRUE.equals(hold.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How far a warehouse is with one line. */
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Picking(@Nullable BigDecimal backordered) {}

  /**
   * One shipment.
   *
   * @param lines quantities by line
   * @param packages its parcels, where there are several
   */
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Shipment(
      @Nullable String reference,
      @Nullable String status,
      @Nullable String tracking,
      @Nullable Instant shippedAt,
      Map<String, BigDecimal> lines,
      Map<String, Parcel> packages) {

    public Shipment {
      //noinspection ConstantValue: a connection that does not hold them leaves the fields out
      lines = lines == null ? Map.of() : new TreeMap<>(lines);
      packages = packages == null ? Map.of() : new TreeMap<>(packages);
    }

    /** Every number under which it can be followed, its parcels' among them. */
    public Set<String> numbers() {
      Set<String> numbers = new TreeSet<>();
      Stream.concat(
              Stream.ofNullable(tracking),
              packages.values().stream().map(Parcel::tracking).flatMap(Stream::ofNullable))
          .map(String::strip)
          .filter(number -> !number.isBlank())
          .forEach(numbers::add);
      return numbers;
    }

    /** It is ready, and no carrier has it. */
    public boolean packed() {
      return "packed".equals(status);
    }

    /** It came back to the sender. */
    public boolean returned() {
      return "returned".equals(status);
    }
  }

  /** One parcel of a shipment. */
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Parcel(@Nullable String tracking) {}
}
