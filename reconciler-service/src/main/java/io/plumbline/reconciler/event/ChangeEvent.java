package io.plumbline.reconciler.event;

/** One record of a changes topic. */
public sealed interface ChangeEvent
    permits Observed, Linked, Attempted, DeadLettered, Erased, Watermark {}
