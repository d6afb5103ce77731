package io.plumbline.order.sku;

import io.plumbline.engine.flow.Flow.Decision;
import io.plumbline.engine.flow.Want;
import io.plumbline.engine.sql.Sql;
import io.plumbline.order.aggregate.Commercial;
import io.plumbline.order.aggregate.Commercial.Line;
import io.plumbline.order.aggregate.Order;
import io.plumbline.order.sku.Candidates.Candidate;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The items that an ERP refused because it does not know them: found in the open dead letters of an
 * order, with what they may be meant to be.
 */
@Singleton
public class UnknownSkus {

  private final KnownSkus known;

  UnknownSkus(KnownSkus known) {
    this.known = known;
  }

  /** An item that an ERP does not know. */
  @Schema(description = "An item that an ERP does not know")
  public record UnknownSku(
      String connection,
      @Schema(description = "What the storefront sells it as") String sku,
      @Schema(
              description =
                  "What the ERP was asked for; another name where there is an alias already")
          String sent,
      String explanation,
      @Schema(description = "What it may be called there, the likeliest first")
          List<Candidate> candidates,
      String remedy) {}

  private record Letter(String connection, String explanation) {}

  public List<UnknownSku> of(Connection tx, Order order, Decision decision) {
    return letters(tx, order.key()).stream()
        .flatMap(letter -> unknown(tx, letter, order, decision))
        .toList();
  }

  private static List<Letter> letters(Connection tx, String key) {
    return Sql.all(
        tx,
        row -> new Letter(row.getString(1), row.getString(2)),
        """
        select connection, explanation from dead_letter
        where key = ? and kind = 'delivery' and state = 'open' and cause = 'rejected' order by id
        """,
        key);
  }

  private Stream<UnknownSku> unknown(Connection tx, Letter letter, Order order, Decision decision) {
    var accepted = known.in(tx, letter.connection());
    return decision.desired().stream()
        .filter(want -> want.connection().equals(letter.connection()))
        .flatMap(want -> sold(order, want).entrySet().stream())
        .filter(sku -> !accepted.contains(sku.getKey()) && names(letter, sku.getKey()))
        .map(sku -> answer(letter, sku.getValue(), sku.getKey(), accepted));
  }

  /** What the storefront sells, by what the ERP is asked for. */
  private static Map<String, String> sold(Order order, Want want) {
    var sold = order.origin().map(Order::commercial).map(Commercial::lines).orElse(Map.of());
    var bySent = new LinkedHashMap<String, String>();
    Optional.ofNullable(want.content().facets().get("commercial"))
        .map(Commercial::new)
        .map(Commercial::lines)
        .orElse(Map.of())
        .forEach((id, line) ->
            line.sku()
                .ifPresent(sent ->
                    bySent.put(
                        sent, Optional.ofNullable(sold.get(id)).flatMap(Line::sku).orElse(sent))));
    return bySent;
  }

  /** The connector names the item that the ERP's refusal is about. */
  private static boolean names(Letter letter, String sku) {
    return letter.explanation().contains("SKU '" + sku + "'");
  }

  private static UnknownSku answer(Letter letter, String sku, String sent, List<String> accepted) {
    return new UnknownSku(
        letter.connection(),
        sku,
        sent,
        letter.explanation(),
        Candidates.of(sent, accepted),
        "Create the item '%s' in %s and retry the dead letter, or say what it is called there: PUT /api/sku-aliases/%s"
            .formatted(sent, letter.connection(), sku));
  }
}
