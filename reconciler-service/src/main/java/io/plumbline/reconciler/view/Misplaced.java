package io.plumbline.reconciler.view;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A channel tells, of this order, the number of a parcel that was shipped for another.
 *
 * @param channel that tells it
 * @param warehouse that shipped the parcel
 * @param owner the key of the order that it was shipped for
 */
@RegisterForReflection
public record Misplaced(String channel, String warehouse, String owner) {}
