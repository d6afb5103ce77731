package io.plumbline.order.hold;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** That somebody kept an order back, and whether it was let go since. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hold(
    String key,
    String reason,
    String heldBy,
    Instant heldAt,
    @Nullable String releasedBy,
    @Nullable Instant releasedAt) {}
