package io.plumbline.order.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connection.Role;
import io.plumbline.order.hold.Hold;
import io.plumbline.order.sku.UnknownSkus.UnknownSku;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One order: what follows from what the systems say, and what each of them says.
 *
 * @param authority whose word counts at this moment, by facet
 * @param hold what a person kept back last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderPicture(
    String key,
    String status,
    String fulfilment,
    @Nullable String billing,
    Map<String, Role> authority,
    @Nullable Hold hold,
    List<Exceptional> exceptions,
    List<UnknownSku> unknownSkus,
    List<Said> replicas,
    List<Delivery> deliveries) {

  /** Something that needs a person. */
  public record Exceptional(String code, String explanation) {}

  /** What one system says. */
  public record Said(
      String connection,
      Role role,
      String externalId,
      long version,
      Instant occurredAt,
      Instant observedAt,
      boolean deleted,
      Map<String, ObjectNode> facets,
      ObjectNode fingerprints) {}

  /** How far a system is from what it ought to say. */
  public record Delivery(
      String connection, String reference, long revision, long achieved, String state) {}
}
