package io.plumbline.engine.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON merge patch: members replace members, null removes one, and everything else stays. */
final class MergePatch {

  private MergePatch() {}

  /** The target with the patch applied, as RFC 7396 section 2 says; neither is changed. */
  static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode members)) {
      return patch;
    }
    ObjectNode patched =
        target instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    members
        .properties()
        .forEach(member -> {
          if (member.getValue().isNull()) {
            patched.remove(member.getKey());
          } else {
            patched.set(member.getKey(), apply(patched.path(member.getKey()), member.getValue()));
          }
        });
    return patched;
  }
}
