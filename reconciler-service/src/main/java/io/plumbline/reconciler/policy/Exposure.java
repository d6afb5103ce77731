package io.plumbline.reconciler.policy;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Money at stake, with the formula that gave it. */
@RegisterForReflection
public record Exposure(String amount, String currency, String formula) {}
