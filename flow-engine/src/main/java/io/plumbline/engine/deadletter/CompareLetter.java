package io.plumbline.engine.deadletter;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.api.Refused;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.mapping.Mapping.Preview;
import io.plumbline.engine.mapping.Mappings;
import io.plumbline.engine.secrecy.MasterKey;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Sets what arrived and could not be used beside what was accepted of the same record before. */
@Singleton
public class CompareLetter {

  /** With the decimals that were written, as the mapping asks for. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Transactions transactions;
  private final Connections connections;
  private final Mappings mappings;
  private final MasterKey master;

  public CompareLetter(
      Transactions transactions, Connections connections, Mappings mappings, MasterKey master) {
    this.transactions = transactions;
    this.connections = connections;
    this.mappings = mappings;
    this.master = master;
  }

  /** What is unlike. */
  @Schema(
      name = "DeadLetterComparison",
      description = "What arrived, beside what was accepted of that record before")
  public record Comparison(
      String mapping,
      @Schema(description = "Fields that do not fit the mapping") List<String> problems,
      @Schema(description = "Payload fields that no row reads") List<String> unread,
      @Schema(
              description =
                  "What it says otherwise than the record as accepted; all of it, where none was")
          List<Changed> changed) {
    public Comparison {
      problems = List.copyOf(problems);
      unread = List.copyOf(unread);
      changed = List.copyOf(changed);
    }
  }

  /** One canonical field; null where one side does not hold it. */
  @Schema(
      name = "ChangedField",
      description = "One canonical field; null where a side does not hold it")
  public record Changed(
      @Schema(description = "Path of the canonical field", examples = "commercial.total")
          String field,
      @Schema(nullable = true) @Nullable String accepted,
      @Schema(nullable = true) @Nullable String arrived) {}

  /** The comparison, or a refusal where there is nothing to compare. */
  public Comparison of(StoredLetter letter) {
    JsonNode payload = payload(letter);
    Preview preview = preview(letter.connection(), payload);
    ObjectNode arrived = JsonNodeFactory.instance.objectNode();
    preview.facets().forEach(arrived::set);
    return new Comparison(
        preview.mapping(),
        preview.problems(),
        preview.unread(),
        changed(leaves(accepted(letter)), leaves(arrived)));
  }

  private JsonNode payload(StoredLetter letter) {
    byte[] body = letter.body();
    if (body == null) {
      throw Refused.conflict(
          "expected dead letter %d to hold what arrived, found none. Its explanation and evidence are all there is."
              .formatted(letter.id()));
    }
    try {
      return JSON.readTree(master.open(body, DeadLetter.SEALED_AS));
    } catch (IOException e) {
      throw Refused.conflict(
          "expected dead letter %d to hold JSON, found what does not parse."
              .formatted(letter.id()));
    }
  }

  /** By the mapping that it fits best: which one it was meant for may be what is wrong with it. */
  private Preview preview(String connection, JsonNode payload) {
    if (connections.find(connection).isEmpty()) {
      throw Refused.conflict(
          "expected connection %s to be configured, found none of that name. Configure it first."
              .formatted(connection));
    }
    return connections.connector(connection).mappings().stream()
        .map(id -> mappings.named(id).preview(payload))
        .min(Comparator.comparingInt(preview -> preview.problems().size()))
        .orElseThrow();
  }

  private JsonNode accepted(StoredLetter letter) {
    Optional<String> facets =
        transactions.get(tx ->
            Sql.one(
                tx,
                row -> row.getString(1),
                "select facets from replica where connection = ? and external_id = ?",
                letter.connection(),
                letter.externalId()));
    try {
      return facets.isPresent()
          ? JSON.readTree(facets.get())
          : JsonNodeFactory.instance.objectNode();
    } catch (IOException e) {
      throw new IllegalStateException("expected a stored JSON object", e);
    }
  }

  private static List<Changed> changed(Map<String, String> accepted, Map<String, String> arrived) {
    TreeSet<String> fields = new TreeSet<>(accepted.keySet());
    fields.addAll(arrived.keySet());
    return fields.stream()
        .map(field -> new Changed(field, accepted.get(field), arrived.get(field)))
        .filter(field -> !Objects.equals(field.accepted(), field.arrived()))
        .toList();
  }

  private static Map<String, String> leaves(JsonNode node) {
    Map<String, String> leaves = new TreeMap<>();
    collect("", node, leaves);
    return leaves;
  }

  private static void collect(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isValueNode()) {
      leaves.put(path, node.asText());
      return;
    }
    node.properties()
        .forEach(field ->
            collect(
                path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                field.getValue(),
                leaves));
  }
}
