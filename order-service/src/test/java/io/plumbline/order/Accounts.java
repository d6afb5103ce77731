package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Version;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What became of every webhook that was acknowledged, out of the tables that apply writes. */
record Accounts(Transactions transactions, Connections connections) {

  private static final String SHOP = Shopfront.CONNECTION;

  /**
   * A webhook that was answered 200.
   *
   * @param id its dedupe key
   * @param what describes it, for whoever has to repeat it
   */
  record Acknowledged(String id, String topic, byte[] body, String what) {}

  /** A dead letter of one. */
  private record Letter(long id, String cause, String explanation) {}

  /** Each was applied, was older than what is held, was counted, or waits for a person. */
  void assertNoneIsLost(Collection<Acknowledged> all, Map<String, Long> countedBefore) {
    Map<String, Letter> letters = letters(all);
    Set<String> processed = processed(all);
    Map<String, Long> filtered = new TreeMap<>();
    for (Acknowledged each : all) {
      Letter letter = letters.get(each.id());
      if (letter == null) {
        assertThat(processed).as(each.what()).contains(each.id());
        assertApplied(each, filtered);
      } else {
        assertThat(processed).as(each.what()).contains("poison/" + each.id());
        assertThat(letter.cause()).as("%s: %s", each.what(), letter).isEqualTo("unusable");
        assertThat(letter.explanation())
            .as(each.what())
            .isNotBlank()
            .doesNotContain("one it fails on");
      }
    }
    Map<String, Long> counted = counted();
    filtered.forEach((reason, records) ->
        assertThat(counted.getOrDefault(reason, 0L) - countedBefore.getOrDefault(reason, 0L))
            .as("records left out as %s", reason)
            .isGreaterThanOrEqualTo(records));
  }

  private void assertApplied(Acknowledged each, Map<String, Long> filtered) {
    try {
      switch (connections.connector(SHOP).understand(each.topic(), each.body())) {
        case Understood.Readings(var readings) ->
            readings.forEach(reading ->
                assertThat(version(reading.externalId()))
                    .as("the newest version of %s after %s", reading.externalId(), each.what())
                    .isGreaterThanOrEqualTo(new Version(reading.sourceTime(), 0).number()));
        case Understood.Filtered(var reason) -> filtered.merge(reason, 1L, Long::sum);
        // Read again by now: nothing is asked for any more.
        case Understood.ReadAgain _ -> {}
      }
    } catch (Unusable e) {
      fail("%s was acknowledged, and no dead letter holds it: %s", each.what(), e.getMessage());
    }
  }

  /** How many letters those left behind. */
  int letterCount(Collection<Acknowledged> all) {
    return letters(all).size();
  }

  /** Leaves nothing open behind that other tests would have to look past. */
  void discardLetters(Collection<Acknowledged> all) {
    letters(all)
        .values()
        .forEach(letter ->
            given()
                .contentType("application/json")
                .body("{\"reason\": \"sent by a test\"}")
                .post("/api/dead-letters/" + letter.id() + "/discard")
                .then()
                .statusCode(200));
  }

  Map<String, Long> counted() {
    Map<String, Long> counted = new HashMap<>();
    query("select reason, sum(records)::text from counted group by reason")
        .forEach(row -> counted.put(row.get(0), Long.valueOf(row.get(1))));
    return counted;
  }

  private Map<String, Letter> letters(Collection<Acknowledged> all) {
    Map<String, Letter> letters = new HashMap<>();
    query(
            """
            select evidence->>'dedupeKey', id::text, cause, explanation from dead_letter
            where kind = 'inbound' and connection = ? and evidence->>'dedupeKey' = any (?)
            """,
            SHOP,
            all.stream().map(Acknowledged::id).toArray(String[]::new))
        .forEach(row ->
            letters.put(
                row.get(0), new Letter(Long.parseLong(row.get(1)), row.get(2), row.get(3))));
    return letters;
  }

  private Set<String> processed(Collection<Acknowledged> all) {
    Set<String> processed = new HashSet<>();
    query(
            "select dedupe_key, '' from processed where connection = ? and dedupe_key = any (?)",
            SHOP,
            all.stream()
                .flatMap(each -> Stream.of(each.id(), "poison/" + each.id()))
                .toArray(String[]::new))
        .forEach(row -> processed.add(row.get(0)));
    return processed;
  }

  private long version(String externalId) {
    return query(
            "select version::text, '' from replica where connection = ? and external_id = ?",
            SHOP,
            externalId)
        .stream()
        .mapToLong(row -> Long.parseLong(row.get(0)))
        .findFirst()
        .orElse(Long.MIN_VALUE);
  }

  private List<List<String>> query(String sql, Object... arguments) {
    return transactions.get(tx ->
        Sql.all(
            tx,
            row -> {
              var values = new java.util.ArrayList<String>();
              for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                values.add(row.getString(column));
              }
              return List.copyOf(values);
            },
            sql,
            arguments));
  }
}
