package io.plumbline.order.sku;

import io.plumbline.engine.apply.Reconsider;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import io.plumbline.order.sku.SkuAliases.SkuAlias;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Takes a person's answer to an unknown SKU, and sets the orders going that it concerns. */
@Singleton
class AnswerSku {

  private final Transactions transactions;
  private final SkuAliases aliases;
  private final Reconsider reconsider;

  AnswerSku(Transactions transactions, SkuAliases aliases, Reconsider reconsider) {
    this.transactions = transactions;
    this.aliases = aliases;
    this.reconsider = reconsider;
  }

  /** The answer, and how many orders it set going. */
  @Schema(name = "SkuAnswered", description = "The answer, and how many orders it set going")
  record Answered(SkuAlias alias, int orders) {}

  Answered answer(String sku, String alias, String by) {
    // Committed first: an order that is applied meanwhile sees it, and every other one that the ERP
    // has refused, or is just being asked about under the old name, is decided anew.
    var answer = transactions.get(tx -> aliases.set(tx, sku, alias, by));
    var waiting = transactions.get(tx -> waiting(tx, sku));
    waiting.forEach(reconsider::entity);
    return new Answered(answer, waiting.size());
  }

  private static List<String> waiting(Connection tx, String sku) {
    return Sql.all(
        tx,
        row -> row.getString(1),
        """
        select distinct delivery.key from delivery join replica on replica.key = delivery.key
        where delivery.state in ('due', 'leased', 'waiting', 'dead')
          and replica.role in ('STOREFRONT', 'MARKETPLACE')
          and exists (select 1 from jsonb_each(replica.facets #> '{commercial,lines}') line
                      where line.value ->> 'sku' = ?)
        order by delivery.key
        """,
        sku);
  }
}
