package io.plumbline.engine.api;

import io.plumbline.engine.republish.Republish;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells again what was published, so that the reconciler can be rebuilt from nothing. */
@Path("/api/republish")
@Tag(name = "Republish")
public class RepublishResource {

  private final Republish republish;

  RepublishResource(Republish republish) {
    this.republish = republish;
  }

  @POST
  @Operation(
      operationId = "republish",
      summary = "Publish links, histories, last attempts and open dead letters again",
      description =
          "With their old ids, values and times, keyed and ordered as before: whoever knows them"
              + " already need not notice. All that is told of one key says whether more of it follows"
              + " (ce_retold). Answers when the last of them is in the outbox.")
  @APIResponse(responseCode = "200", description = "How many events were told again, by kind")
  public Republish.Told everything() {
    return republish.everything();
  }
}
