package io.plumbline.order.hold;

import io.plumbline.engine.api.Parameters;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Holds of people; those for payment come and go by themselves. */
@Path("/api/orders/{key}")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Orders")
public class HoldsResource {

  private final HoldOrder holdOrder;

  HoldsResource(HoldOrder holdOrder) {
    this.holdOrder = holdOrder;
  }

  /** Why an order is kept back, and who says so. */
  @Schema(name = "HoldRequest", description = "Why an order is kept back, and who says so")
  public record KeptBack(
      @Schema(description = "Shown as it is: name nobody", examples = "address to be checked")
          @Nullable String reason,
      @Schema(examples = "ada") @Nullable String by) {}

  /** Who lets an order go. */
  @Schema(name = "ReleaseRequest", description = "Who lets an order go")
  public record LetGo(@Schema(examples = "ada") @Nullable String by) {}

  @POST
  @Path("hold")
  @Operation(
      operationId = "holdOrder",
      summary = "Keep an order back at the warehouse",
      description =
          "The warehouse gets a hold of its own for it; what lies in a tote already is not packed."
              + " Name nobody in the reason: it is shown as it is.")
  @APIResponse(responseCode = "200", description = "The hold")
  @APIResponse(
      responseCode = "409",
      description = "It is held already, has left, or no warehouse connected here ships it")
  public Hold hold(@PathParam("key") String key, @Nullable KeptBack why) {
    var reason =
        Parameters.said("reason", "why the order is kept back", why == null ? null : why.reason());
    var by = Parameters.said("by", "who says so", why == null ? null : why.by());
    return holdOrder.hold(key, reason, by);
  }

  @POST
  @Path("release")
  @Operation(
      operationId = "releaseOrder",
      summary = "Let an order go that a person held",
      description = "A hold for payment stays until the order is paid.")
  @APIResponse(responseCode = "200", description = "The hold that ended")
  @APIResponse(responseCode = "409", description = "No person holds it")
  public Hold release(@PathParam("key") String key, @Nullable LetGo who) {
    return holdOrder.release(
        key, Parameters.said("by", "who says so", who == null ? null : who.by()));
  }
}
