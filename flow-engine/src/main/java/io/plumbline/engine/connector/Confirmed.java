package io.plumbline.engine.connector;

import java.util.Optional;

/**
 * A vendor's receipt: a claim, until a webhook, a poll or a snapshot confirms it.
 *
 * @param externalId the record's id, where the answer names it
 * @param readBack whether the engine must read the record at once because the write brings no
 *     webhook
 */
public record Confirmed(Optional<String> externalId, boolean readBack) {}
