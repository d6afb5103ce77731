package io.plumbline.order.hold;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** That somebody kept an order back, and whether it was let go since. */
@Schema(description = "That somebody kept an order back, and whether it was let go since")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hold(
    String key,
    @Schema(description = "Shown as it is") String reason,
    String heldBy,
    Instant heldAt,
    @Nullable String releasedBy,
    @Nullable Instant releasedAt) {}
