package io.plumbline.engine.observation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a record says in canonical fields.
 *
 * <p>Money and quantities are decimal strings, times are ISO instants; a field that the system does
 * not hold is absent. The nodes are treated as immutable.
 *
 * @param facets by facet name, such as {@code commercial}; free of personal data
 * @param personal canonical personal fields, such as {@code email}; stored encrypted, published as
 *     keyed fingerprints only
 */
public record Content(SortedMap<String, ObjectNode> facets, ObjectNode personal) {

  public Content {
    facets = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(facets));
  }

  public static Content of(Map<String, ObjectNode> facets, ObjectNode personal) {
    return new Content(new TreeMap<>(facets), personal);
  }
}
