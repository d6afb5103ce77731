package io.plumbline.reconciler.policy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Money at stake, with the formula that gave it. */
@Schema(description = "Money at stake")
@RegisterForReflection
public record Exposure(
    @Schema(description = "Decimal in `currency`", examples = "139.12") String amount,
    @Schema(description = "ISO 4217", examples = "GBP") String currency,
    @Schema(description = "How the amount came about") String formula) {}
