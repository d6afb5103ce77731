package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.rest.JsonApi;

/** The order service's own door for people, who keep orders back there and let them go. */
final class Desk {
  private static final String WHO = "the player";

  private final JsonApi api;

  Desk(JsonApi api) {
    this.api = api;
  }

  /** An order goes there by the name under which it was first heard of: that of its sale. */
  void hold(String sale) {
    if (!holds(sale)) {
      api.post(
          order(sale) + "/hold",
          JsonApi.JSON.createObjectNode().put("reason", "the buyer calls").put("by", WHO));
    }
  }

  void release(String sale) {
    // What was done before the service died is not done again, though its answer got lost.
    if (holds(sale)) {
      api.post(order(sale) + "/release", JsonApi.JSON.createObjectNode().put("by", WHO));
    }
  }

  private boolean holds(String sale) {
    JsonNode hold = api.get(order(sale)).path("hold");
    return hold.isObject() && !hold.hasNonNull("releasedAt");
  }

  private static String order(String sale) {
    return "/api/orders/" + JsonApi.escape(sale);
  }
}
