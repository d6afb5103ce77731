package io.plumbline.reconciler.parcel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.plumbline.reconciler.view.Episode.Start;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What one connection says of a parcel's number, of one order.
 *
 * @param turn in which it was said
 * @param key the order's
 * @param home the partition in which that order lives
 * @param by the observation that first said it, or ceased to
 * @param gone whether it is said no more
 */
@RegisterForReflection
public record Claim(
    long turn,
    Side side,
    String number,
    String key,
    String connection,
    int home,
    Start by,
    boolean gone) {

  /** Whether the parcel was sent, or a buyer was told of it. */
  public enum Side {
    @JsonProperty("ships")
    SHIPS,
    @JsonProperty("tells")
    TELLS
  }

  /** Whatever is said under one name replaces what was said before. */
  @JsonIgnore
  public String name() {
    return String.join("\n", side.name(), connection, key, number);
  }

  boolean ships() {
    return side == Side.SHIPS;
  }
}
