package io.plumbline.engine.mapping;

/** The mappings in force: what ships with the connectors, overridden by configuration. */
public interface Mappings {

  /**
   * The mapping of that id, such as {@code shopify/order}, or an error that names the missing file.
   */
  Mapping named(String id);
}
