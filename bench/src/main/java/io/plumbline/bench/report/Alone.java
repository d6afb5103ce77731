package io.plumbline.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * What is measured without a baseline beside it, since nothing barer does the same.
 *
 * @param unit what is counted, such as {@code orders}
 * @param asked how many a second were asked for; null where as many as possible
 * @param reached what was done, with its latencies
 * @param aim the longest p99 in milliseconds that DESIGN section 10 aims at, if it names one
 */
public record Alone(
    String name, String unit, @Nullable Double asked, Samples reached, @Nullable Double aim) {}
