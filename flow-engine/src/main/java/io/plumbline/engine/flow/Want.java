package io.plumbline.engine.flow;

import io.plumbline.engine.observation.Content;

/** What one connection ought to say; the engine numbers its revisions by the content's hash. */
public record Want(String connection, String reference, Content content) {}
