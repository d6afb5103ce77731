package io.plumbline.sandbox.scoreboard;

import java.time.Instant;

/** A finding, and when it could first be read by REST. */
public record Sighting(Finding finding, Instant visible) {}
