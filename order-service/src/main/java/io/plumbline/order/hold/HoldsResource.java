package io.plumbline.order.hold;

import io.plumbline.engine.api.Errors;
import io.plumbline.engine.api.Refused;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
  public record KeptBack(@Nullable String reason, @Nullable String by) {}

  /** Who lets an order go. */
  public record LetGo(@Nullable String by) {}

  @POST
  @Path("hold")
  @Operation(
      summary = "Keep an order back at the warehouse",
      description =
          "The warehouse gets a hold of its own for it; what lies in a tote already is not packed."
              + " Name nobody in the reason: it is shown as it is.")
  @APIResponse(responseCode = "200", description = "The hold")
  @APIResponse(responseCode = "400", ref = Errors.BAD_REQUEST)
  @APIResponse(responseCode = "404", ref = Errors.NOT_FOUND)
  @APIResponse(responseCode = "409", ref = Errors.CONFLICT)
  @APIResponse(responseCode = "415", ref = Errors.UNSUPPORTED)
  @APIResponse(responseCode = "422", ref = Errors.UNPROCESSABLE)
  @APIResponse(responseCode = "503", ref = Errors.UNAVAILABLE)
  public Hold hold(@PathParam("key") String key, @Nullable KeptBack why) {
    var reason = text("reason", "why the order is kept back", why == null ? null : why.reason());
    return holdOrder.hold(key, reason, text("by", "who says so", why == null ? null : why.by()));
  }

  @POST
  @Path("release")
  @Operation(
      summary = "Let an order go that a person held",
      description = "A hold for payment stays until the order is paid.")
  @APIResponse(responseCode = "200", description = "The hold that ended")
  @APIResponse(responseCode = "400", ref = Errors.BAD_REQUEST)
  @APIResponse(responseCode = "404", ref = Errors.NOT_FOUND)
  @APIResponse(responseCode = "409", ref = Errors.CONFLICT)
  @APIResponse(responseCode = "415", ref = Errors.UNSUPPORTED)
  @APIResponse(responseCode = "422", ref = Errors.UNPROCESSABLE)
  @APIResponse(responseCode = "503", ref = Errors.UNAVAILABLE)
  public Hold release(@PathParam("key") String key, @Nullable LetGo who) {
    return holdOrder.release(key, text("by", "who says so", who == null ? null : who.by()));
  }

  private static String text(String field, String expected, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw Refused.field(field, expected, value == null ? "nothing" : "blanks");
    }
    return value.strip();
  }
}
