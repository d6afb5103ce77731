package io.plumbline.engine.flow;

/**
 * Something about an entity that needs a person.
 *
 * @param code such as {@code unknown-sku}
 * @param explanation expected, found, and the remedy
 */
public record Exceptional(String code, String explanation) {}
