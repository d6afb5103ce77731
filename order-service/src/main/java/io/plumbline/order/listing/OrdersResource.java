package io.plumbline.order.listing;

import io.plumbline.engine.api.Listed;
import io.plumbline.engine.api.Moment;
import io.plumbline.engine.api.Parameters;
import io.plumbline.engine.api.Refused;
import io.plumbline.engine.api.Timelines;
import io.plumbline.engine.sql.Transactions;
import io.plumbline.order.listing.OrderFilter.Place;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Orders, and what every system says about one. */
@Path("/api/orders")
@Tag(name = "Orders")
public class OrdersResource {

  private static final List<String> STATUSES =
      List.of("placed", "paid", "partlyFulfilled", "fulfilled", "billed", "closed", "cancelled");

  private final Orders orders;
  private final LookUpOrder lookUp;
  private final Timelines timelines;
  private final Transactions transactions;

  OrdersResource(
      Orders orders, LookUpOrder lookUp, Timelines timelines, Transactions transactions) {
    this.orders = orders;
    this.lookUp = lookUp;
    this.timelines = timelines;
    this.transactions = transactions;
  }

  @GET
  @Operation(operationId = "listOrders", summary = "Orders, the last changed first")
  @APIResponse(responseCode = "200", description = "One page")
  public Listed<OrderSummary> list(
      @Parameter(
              description = "Where the order stands",
              schema =
                  @Schema(
                      enumeration = {
                        "placed",
                        "paid",
                        "partlyFulfilled",
                        "fulfilled",
                        "billed",
                        "closed",
                        "cancelled"
                      }))
          @QueryParam("status")
          @Nullable String status,
      @Parameter(description = "A connection with a living record of the order")
          @QueryParam("connection")
          @Nullable String connection,
      @Parameter(
              description = "Only orders that changed at this time or later",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"),
              example = "2026-12-01T09:10:00Z")
          @QueryParam("updatedSince")
          @Nullable String updatedSince,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var filter =
        new OrderFilter(
            Parameters.oneOf("status", status, STATUSES),
            Parameters.text(connection),
            Parameters.instant("updatedSince", updatedSince),
            place(cursor));
    var rows = Parameters.limit(limit);
    var found = orders.page(filter, rows + 1);
    var page =
        Listed.page(
            found, rows, last -> Parameters.cursor(last.updatedAt().toString(), last.key()));
    return new Listed<>(page.items().stream().map(OrderSummary::of).toList(), page.next());
  }

  @GET
  @Path("{key}")
  @Operation(
      operationId = "getOrder",
      summary = "One order with what every system says",
      description =
          "A key that turned out to be another order's answers with that order. Personal data is"
              + " shown as fingerprints only.")
  @APIResponse(responseCode = "200", description = "The order")
  public OrderPicture one(@PathParam("key") String key) {
    return transactions
        .get(tx -> lookUp.order(tx, key))
        .orElseThrow(() -> Refused.unknown("order", key));
  }

  @GET
  @Path("{key}/timeline")
  @Operation(
      operationId = "getOrderTimeline",
      summary = "What happened to one order, over all systems and in time order")
  @APIResponse(
      responseCode = "200",
      description = "Observations, attempts and dead letters, with what vendors said of them")
  public List<Moment> timeline(@PathParam("key") String key) {
    return transactions
        .get(tx -> Timelines.keyNow(tx, key).map(now -> timelines.of(tx, now)))
        .orElseThrow(() -> Refused.unknown("order", key));
  }

  private static Optional<Place> place(@Nullable String cursor) {
    return Parameters.place(cursor, 2)
        .map(place -> {
          try {
            return new Place(Parameters.moment(place.get(0)), place.get(1));
          } catch (DateTimeException e) {
            throw Parameters.badCursor("" + cursor);
          }
        });
  }
}
