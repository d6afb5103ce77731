package io.plumbline.order.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connection.Role;
import io.plumbline.order.hold.Hold;
import io.plumbline.order.sku.UnknownSkus.UnknownSku;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One order: what follows from what the systems say, and what each of them says. */
@Schema(
    description = "One order: what follows from what the systems say, and what each of them says")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderPicture(
    String key,
    @Schema(
            enumeration = {
              "placed",
              "paid",
              "partlyFulfilled",
              "fulfilled",
              "billed",
              "closed",
              "cancelled"
            })
        String status,
    String fulfilment,
    @Nullable String billing,
    @Schema(description = "Whose word counts at this moment, by facet") Map<String, Role> authority,
    @Schema(description = "What a person kept back last") @Nullable Hold hold,
    List<Exceptional> exceptions,
    List<UnknownSku> unknownSkus,
    List<Said> replicas,
    List<Delivery> deliveries) {

  /** Something that needs a person. */
  @Schema(name = "OrderException", description = "Something that needs a person")
  public record Exceptional(String code, String explanation) {}

  /** What one system says. */
  @Schema(name = "OrderReplica", description = "What one system says")
  public record Said(
      String connection,
      Role role,
      String externalId,
      @Schema(description = "Source epoch milliseconds × 1000 + read sequence") long version,
      @Schema(description = "When it happened in its system") Instant occurredAt,
      @Schema(description = "When we heard of it") Instant observedAt,
      @Schema(description = "Whether the record is gone there") boolean deleted,
      @Schema(description = "By facet, in the shape of the event observed.v1")
          Map<String, ObjectNode> facets,
      @Schema(
              description =
                  "Of its personal fields: equal values compare equal, nothing can be read back")
          ObjectNode fingerprints) {}

  /** How far a system is from what it ought to say. */
  @Schema(name = "OrderDelivery", description = "How far a system is from what it ought to say")
  public record Delivery(
      String connection,
      @Schema(description = "Ours, by which the record is found again") String reference,
      @Schema(description = "The revision that the system must reach") long revision,
      @Schema(description = "The revision that it has reached") long achieved,
      @Schema(
              enumeration = {
                "due",
                "leased",
                "waiting",
                "settled",
                "dead",
                "shadowed",
                "held",
                "unwanted"
              })
          String state) {}
}
