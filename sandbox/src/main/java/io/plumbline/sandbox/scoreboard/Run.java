package io.plumbline.sandbox.scoreboard;

import io.plumbline.sandbox.oracle.Damage;
import io.plumbline.sandbox.oracle.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What happened in a run, apart from the findings; {@code drifts} are the sales on which the player
 * planted each kind, {@code shortfalls} are planned and not done.
 */
public record Run(
    long seed,
    Map<String, Integer> orders,
    int read,
    int played,
    Map<String, Integer> counted,
    Map<String, Integer> linesSetAside,
    Map<String, Long> disturbances,
    Map<String, Long> windowMillis,
    Map<Kind, List<String>> drifts,
    Damage damage,
    BigDecimal ordersPerSecond,
    List<String> shortfalls,
    List<String> unsettled) {}
