package io.plumbline.connectors.record;

import io.plumbline.engine.observation.Name;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a record points at: our reference in it is another system's record, its number the one a
 * person reads out there.
 *
 * @param namespace whose numbers the records carry; empty to take it from the reference
 */
public record References(String namespace) {

  private static final Pattern OURS = Pattern.compile("([a-z0-9][a-z0-9-]{0,62}):(.+)");

  /**
   * The names behind a reference and a number.
   *
   * @param reference such as {@code shopify-eu:5120}; whatever is not of that form says nothing
   */
  public Set<Name> names(String reference, String number) {
    var names = new HashSet<Name>();
    var ours = OURS.matcher(reference.strip());
    var from = ours.matches() ? ours.group(1) : "";
    if (ours.matches()) {
      names.add(new Name(from, ours.group(2)));
    }
    var plain = plain(number.strip());
    var space = namespace.isBlank() ? from : namespace;
    if (!plain.isBlank() && !space.isBlank()) {
      names.add(new Name(space + "#number", plain));
    }
    return Set.copyOf(names);
  }

  private static String plain(String number) {
    return number.startsWith("#") ? number.substring(1) : number;
  }
}
