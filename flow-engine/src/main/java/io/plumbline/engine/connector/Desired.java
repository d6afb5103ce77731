package io.plumbline.engine.connector;

import io.plumbline.engine.observation.Content;

/**
 * What a connection ought to say about an entity.
 *
 * @param key the entity's key
 * @param reference our stable reference for the record in that connection, such as {@code
 *     shopify-eu:5120}
 * @param revision the number of the change in the records of authority that asked for it
 * @param content only the fields this connection should hold
 */
public record Desired(String key, String reference, long revision, Content content) {}
