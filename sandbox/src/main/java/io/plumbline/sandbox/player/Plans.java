package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.oracle.Histories.Source;
import io.plumbline.sandbox.rest.JsonApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The vendors' fault plans, as their control APIs take them. */
record Plans(Vendors vendors, double chance) {
  private static final List<String> OF_REQUESTS =
      List.of("throttle", "serverError", "slow", "dropBeforeEffect");
  private static final List<String> OF_WRITES =
      List.of("timeoutAfterEffect", "serverErrorAfterEffect", "lateEffect");
  private static final List<String> OF_WEBHOOKS =
      List.of("dropWebhook", "duplicateWebhook", "reorderWebhook", "delayWebhook");

  /** Most calls are refused or outlast the patience of whoever calls. */
  private static final Map<String, Double> BROWN =
      Map.of("slow", 0.35, "throttle", 0.2, "serverError", 0.2);

  private static final Duration BROWN_SLOW = Duration.ofSeconds(4);

  /** What strikes by chance all day. */
  ObjectNode usual(Source vendor) {
    ObjectNode kinds = JsonApi.JSON.createObjectNode();
    share(kinds, OF_REQUESTS);
    if (written(vendor)) {
      share(kinds, OF_WRITES);
    }
    if (!vendor.equals(vendors.books())) {
      share(kinds, OF_WEBHOOKS);
    }
    ObjectNode plan = JsonApi.JSON.createObjectNode();
    plan.set("kinds", kinds);
    return plan;
  }

  ObjectNode brownOut(Source vendor) {
    ObjectNode plan = usual(vendor).put("slow", BROWN_SLOW.toString());
    BROWN.forEach((fault, share) -> plan.withObject("/kinds").put(fault, share));
    return plan;
  }

  /** Where orders are brought; a shop is told of parcels only, which it repeats at once. */
  boolean written(Source vendor) {
    return vendor.equals(vendors.books()) || vendor.equals(vendors.floor());
  }

  /** Each group strikes with the wanted chance; its kinds share it. */
  private void share(ObjectNode kinds, List<String> names) {
    names.forEach(name -> kinds.put(name, chance / names.size()));
  }
}
