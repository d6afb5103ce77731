package io.plumbline.order;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plumbline.engine.deadletter.DeadLetter;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.secrecy.MasterKey;
import io.plumbline.engine.sql.Transactions;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Letters as apply leaves them, for causes that no test can bring about. */
record KeptLetters(Transactions transactions, DeadLetters letters, MasterKey master) {

  /** One whose mapping could not read what arrived. */
  long inbound(String externalId, String body, String explanation) {
    return open(externalId, "orders/create", body, explanation);
  }

  /** One that holds nothing that arrived. */
  long empty(String explanation) {
    return open(null, null, null, explanation);
  }

  private long open(
      @Nullable String externalId,
      @Nullable String topic,
      @Nullable String body,
      String explanation) {
    return transactions.get(tx ->
        letters.open(
            tx,
            new DeadLetter(
                DeadLetter.INBOUND,
                Shopfront.CONNECTION,
                null,
                externalId,
                topic,
                "unusable",
                explanation,
                JsonNodeFactory.instance.objectNode().put("via", "webhook"),
                body == null
                    ? null
                    : master.seal(body.getBytes(StandardCharsets.UTF_8), DeadLetter.SEALED_AS))));
  }
}
