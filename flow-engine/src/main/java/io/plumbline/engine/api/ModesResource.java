package io.plumbline.engine.api;

import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.mode.Modes;
import io.plumbline.engine.sql.Transactions;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How far the flow goes on each connection: observe, shadow or live. */
@Path("/api/modes")
@Tag(name = "Modes")
public class ModesResource {

  private final Transactions transactions;
  private final Connections connections;
  private final Modes modes;
  private final Clock clock;

  ModesResource(Transactions transactions, Connections connections, Modes modes, Clock clock) {
    this.transactions = transactions;
    this.connections = connections;
    this.modes = modes;
    this.clock = clock;
  }

  /** A connection's mode. */
  @Schema(description = "How far the flow goes on a connection")
  public record ModeInForce(
      String connection,
      @Schema(enumeration = {"STOREFRONT", "MARKETPLACE", "ERP", "CRM", "WMS", "ACCOUNTING"})
          String role,
      @Schema(enumeration = {"observe", "shadow", "live"}) String mode,
      @Schema(
              description = "What plumbline.yaml says; in force where nobody set another",
              enumeration = {"observe", "shadow", "live"})
          String configured) {}

  /** The mode to set. */
  @Schema(name = "ModeChange", description = "The mode to set")
  public record Change(
      @Schema(enumeration = {"observe", "shadow", "live"}) @Nullable String mode) {}

  @GET
  @Operation(operationId = "listModes", summary = "The modes in force")
  @APIResponse(responseCode = "200", description = "One per connection")
  public List<ModeInForce> list() {
    return transactions.get(tx ->
        connections.all().stream()
            .map(connection -> inForce(connection, modes.inForce(tx, connection)))
            .toList());
  }

  @PUT
  @Path("{connection}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "setMode",
      summary = "Set a connection's mode",
      description = "What an earlier mode kept back goes out when this one lets it through.")
  @APIResponse(responseCode = "200", description = "The mode now in force")
  public ModeInForce put(@PathParam("connection") String name, @Nullable Change change) {
    var connection = connections.find(name).orElseThrow(() -> Refused.unknown("connection", name));
    var mode = mode(change == null ? null : change.mode());
    transactions.run(tx -> modes.set(tx, name, mode, clock.instant()));
    return inForce(connection, mode);
  }

  private static Mode mode(@Nullable String word) {
    return Arrays.stream(Mode.values())
        .filter(mode -> word(mode).equals(word))
        .findFirst()
        .orElseThrow(() ->
            Refused.field(
                "mode", "observe, shadow or live", word == null ? "nothing" : "'" + word + "'"));
  }

  private static ModeInForce inForce(Connection connection, Mode mode) {
    return new ModeInForce(
        connection.name(), connection.role().name(), word(mode), word(connection.mode()));
  }

  private static String word(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
