package io.plumbline.engine.apply;

import io.plumbline.engine.secrecy.EntityKeys.EntityKey;
import java.time.Instant;

/** An entity's own row, locked or just made. */
record EntityRow(String key, EntityKey secret, Instant createdAt) {}
