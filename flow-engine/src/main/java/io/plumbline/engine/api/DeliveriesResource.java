package io.plumbline.engine.api;

import io.plumbline.engine.delivery.DeliveryStatus;
import io.plumbline.engine.sql.Transactions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is on its way to the systems. */
@Path("/api/deliveries")
@Tag(name = "Deliveries")
public class DeliveriesResource {

  private static final List<String> STATES =
      List.of("due", "leased", "waiting", "settled", "dead", "shadowed", "held", "unwanted");

  private final Transactions transactions;
  private final DeliveryStatus deliveries;

  DeliveriesResource(Transactions transactions, DeliveryStatus deliveries) {
    this.transactions = transactions;
    this.deliveries = deliveries;
  }

  @GET
  @Operation(operationId = "listDeliveries", summary = "Deliveries, by key and connection")
  @APIResponse(responseCode = "200", description = "One page")
  public Listed<DeliveryStatus.Row> list(
      @Parameter(
              description = "Only those in this state",
              schema =
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
                      }))
          @QueryParam("state")
          @Nullable String state,
      @QueryParam("connection") @Nullable String connection,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var wanted = Parameters.oneOf("state", state, STATES).orElse(null);
    var to = Parameters.text(connection).orElse(null);
    var rows = Parameters.limit(limit);
    var after = Parameters.place(cursor, 2).orElse(null);
    var afterKey = after == null ? null : after.get(0);
    var afterConnection = after == null ? null : after.get(1);
    var found =
        transactions.get(
            tx -> deliveries.list(tx, wanted, to, afterKey, afterConnection, rows + 1));
    return Listed.page(found, rows, last -> Parameters.cursor(last.key(), last.connection()));
  }
}
