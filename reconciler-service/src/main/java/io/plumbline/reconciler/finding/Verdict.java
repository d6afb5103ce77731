package io.plumbline.reconciler.finding;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Which connection is wrong, about what, and by which rule of authority. */
@RegisterForReflection
public record Verdict(
    String connection, String expected, String actual, String rule, String authority) {}
