package io.plumbline.sandbox.oracle;

import java.time.Instant;
import java.util.Optional;

/** From this moment on the record says these facts; none once it is deleted. */
public record Saying(Instant at, String record, Actor actor, Optional<Facts> facts) {}
