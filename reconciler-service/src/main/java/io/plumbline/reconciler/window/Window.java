package io.plumbline.reconciler.window;

import java.time.Duration;

/**
 * How long a discrepancy of one hop may last.
 *
 * @param usual the time in which nearly every one (p99) has gone
 */
public record Window(Duration length, Duration usual) {}
