package io.plumbline.engine.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

  DeliveriesResource(Transactions transactions) {
    this.transactions = transactions;
  }

  /** "(entity, connection) must reach the desired revision." */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Delivery(
      String key,
      String connection,
      String reference,
      long revision,
      long achieved,
      String state,
      int failures,
      Instant dueAt,
      Instant changedAt) {}

  @GET
  @Operation(summary = "Deliveries, by key and connection")
  @APIResponse(responseCode = "200", description = "One page")
  @APIResponse(responseCode = "400", ref = Errors.BAD_REQUEST)
  @APIResponse(responseCode = "503", ref = Errors.UNAVAILABLE)
  public Listed<Delivery> list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("connection") @Nullable String connection,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var wanted = Parameters.oneOf("state", state, STATES);
    var rows = Parameters.limit(limit);
    var after = Parameters.place(cursor, 2);
    var found =
        transactions.get(tx ->
            Sql.all(
                tx,
                row ->
                    new Delivery(
                        row.getString("key"),
                        row.getString("connection"),
                        row.getString("reference"),
                        row.getLong("revision"),
                        row.getLong("achieved"),
                        row.getString("state"),
                        row.getInt("failures"),
                        Sql.instant(row, "due_at"),
                        Sql.instant(row, "changed_at")),
                """
                select * from delivery
                where (cast(? as text) is null or state = ?)
                  and (cast(? as text) is null or connection = ?)
                  and (key, connection) > (?, ?)
                order by key, connection limit ?
                """,
                orNull(wanted),
                orNull(wanted),
                orNull(Parameters.text(connection)),
                orNull(Parameters.text(connection)),
                after.map(place -> place.get(0)).orElse(""),
                after.map(place -> place.get(1)).orElse(""),
                rows + 1));
    return Listed.page(found, rows, last -> Parameters.cursor(last.key(), last.connection()));
  }

  private static @Nullable String orNull(Optional<String> text) {
    return text.orElse(null);
  }
}
