package io.plumbline.engine.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.mapping.Mapping;
import io.plumbline.engine.mapping.Mappings;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The mappings in force, and what one makes of a payload. */
@Path("/api/mappings")
@Tag(name = "Mappings")
public class MappingsResource {

  private final Connections connections;
  private final Mappings mappings;

  MappingsResource(Connections connections, Mappings mappings) {
    this.connections = connections;
    this.mappings = mappings;
  }

  /** A mapping as it documents itself. */
  @Schema(name = "Mapping", description = "A mapping as it documents itself")
  public record Described(
      @Schema(examples = "shopify/order") String id,
      @Schema(description = "With its version", examples = "shopify/order@3") String label,
      List<Mapping.Described> rows) {}

  /** A payload to try. */
  @Schema(name = "MappingTrial", description = "A payload to try")
  public record Trial(
      @Schema(examples = "shopify") @Nullable String vendor,
      @Schema(examples = "order") @Nullable String object,
      @Schema(description = "A JSON object as the vendor sends it") @Nullable JsonNode payload) {}

  @GET
  @Extension(name = ErrorAnswers.NEVER, value = "503")
  @Operation(
      operationId = "listMappings",
      summary = "The mappings that the configured connections read by, row by row")
  @APIResponse(responseCode = "200", description = "By id")
  public List<Described> list() {
    return ids().stream()
        .map(id -> new Described(id, mappings.named(id).label(), mappings.named(id).describe()))
        .toList();
  }

  @POST
  @Path("preview")
  @Consumes(MediaType.APPLICATION_JSON)
  @Extension(name = ErrorAnswers.NEVER, value = "503")
  @Operation(
      operationId = "previewMapping",
      summary = "Try a mapping on a payload",
      description =
          "Nothing is stored. Names what does not fit, what is not filled and what no row reads.")
  @APIResponse(responseCode = "200", description = "What comes of it")
  @APIResponse(responseCode = "404", description = "No connection reads by that mapping")
  public Mapping.Preview preview(@Nullable Trial trial) {
    if (trial == null || trial.vendor() == null || trial.object() == null) {
      throw Refused.field("vendor", "a vendor and an object, such as shopify and order", "nothing");
    }
    if (trial.payload() == null || !trial.payload().isObject()) {
      throw Refused.field("payload", "a JSON object as the vendor sends it", "none");
    }
    var id = trial.vendor() + "/" + trial.object();
    if (!ids().contains(id)) {
      throw Refused.unknown("mapping", id);
    }
    return mappings.named(id).preview(trial.payload());
  }

  private SortedSet<String> ids() {
    var ids = new TreeSet<String>();
    connections
        .all()
        .forEach(connection -> ids.addAll(connections.connector(connection.name()).mappings()));
    return ids;
  }
}
