package io.plumbline.reconciler.finding;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which connection is wrong, about what, and by which rule of authority. */
@Schema(description = "Which connection is wrong, about what, and by which rule")
@RegisterForReflection
public record Verdict(
    @Schema(description = "The one that is wrong") String connection,
    @Schema(description = "What it ought to say") String expected,
    @Schema(description = "What it says") String actual,
    @Schema(description = "By which the other one is right") String rule,
    @Schema(description = "The connection that is right") String authority) {}
