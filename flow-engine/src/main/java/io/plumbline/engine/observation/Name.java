package io.plumbline.engine.observation;

/**
 * A name by which a record can be recognised, for linking records of several systems to one entity.
 *
 * <p>Two records with a name in common are the same entity. A connection's own id is the name
 * {@code (connection, external id)}; a reference to another system's record is that record's own
 * name; a shared number is a name under a namespace both mappings agree on.
 *
 * @param namespace a connection's name, or a namespace such as {@code shopify-eu#number}
 */
public record Name(String namespace, String value) {

  public Name {
    if (namespace.isBlank() || value.isBlank()) {
      throw new IllegalArgumentException(
          "expected a namespace and a value, found '%s' and '%s'".formatted(namespace, value));
    }
  }

  @Override
  public String toString() {
    return namespace + ":" + value;
  }
}
