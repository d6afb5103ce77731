package io.plumbline.engine.apply;

import static io.plumbline.engine.apply.ApplyWorld.T1;
import static io.plumbline.engine.apply.ApplyWorld.T2;
import static io.plumbline.engine.apply.ApplyWorld.T3;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.apply.PublishedReplicas.History;
import io.plumbline.engine.delivery.TestDatabase;
import io.plumbline.engine.publish.Event;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Histories as they were kept, by this version and by those before it. */
class HistoriesIT {

  private static final String KEY = "shop:1";

  private final ApplyWorld world = new ApplyWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /**
   * Mechanism: role and mode are the replica's where nobody kept them, and older states come first.
   */
  @Test
  void tellsWhatAnEarlierVersionObserved() {
    List<Event> whole = observed();
    keptBefore("version < (select max(version) from observation)");

    List<Event> told = new ArrayList<>();
    History history = history(told::add);

    assertThat(told.stream().map(event -> event.id() + event.payload()).toList())
        .isEqualTo(whole.stream().map(event -> event.id() + event.payload()).toList());
    assertThat(history).isEqualTo(new History(3, 0));
  }

  /** Mechanism: a state without a role is no event; it is counted. */
  @Test
  void countsWhatCannotBeTold() {
    observed();
    keptBefore("true");
    world.run(tx -> Sql.update(tx, "delete from replica"));

    assertThat(history(event -> {})).isEqualTo(new History(0, 3));
  }

  /** Mechanism: the rows come by a cursor; a history may be longer than memory. */
  @Test
  void readsAHistoryInParts() {
    observed();
    world.run(tx ->
        Sql.update(
            tx,
            """
            insert into observation (event_id, key, connection, external_id, version, facets,
                                     deleted, evidence, occurred_at, observed_at)
            select event_id || i, key, connection, external_id, version + i, facets,
                   deleted, evidence, occurred_at, observed_at
            from observation, generate_series(1, 30) i
            """));
    List<Long> openCursors = new ArrayList<>();

    world.run(tx ->
        world.published.history(
            tx,
            KEY,
            _ ->
                openCursors.addAll(
                    Sql.all(
                        tx,
                        row -> row.getLong(1),
                        "select count(*) from pg_cursors where name <> ''"))));

    assertThat(openCursors).hasSize(93).startsWith(1L);
  }

  /**
   * Mechanism: the migration adds columns without a default, and the default afterwards. A table
   * that is written anew, or row by row, is locked for as long as that takes.
   */
  @Test
  void bringsALargeTableUpToDateWithoutWritingIt() {
    try (var database = TestDatabase.at("8")) {
      var transactions = new Transactions(database.source());
      transactions.run(tx ->
          Sql.update(
              tx,
              """
              insert into observation (event_id, key, connection, external_id, version, facets,
                                       deleted, evidence, occurred_at, observed_at)
              select 'e' || i, 'shop:1', 'shop', '1', i, '{}', false, '{}', now(), now()
              from generate_series(1, 3) i
              """));
      String before = rows(transactions);

      database.migrate();

      assertThat(rows(transactions)).isEqualTo(before);
    }
  }

  /** Where its rows lie, and in which file. */
  private static String rows(Transactions transactions) {
    return transactions
        .get(tx ->
            Sql.one(
                tx,
                row -> row.getString(1),
                """
                select pg_relation_filenode('observation') || ' '
                    || string_agg(event_id || ctid::text || xmin::text, ' ' order by event_id)
                from observation
                """))
        .orElseThrow();
  }

  /** An order that was edited twice; what was told of it. */
  private List<Event> observed() {
    world.apply(world.webhook("e1", "shop", ScriptedConnector.body("1", T1, "10.00")));
    world.apply(world.webhook("e2", "shop", ScriptedConnector.body("1", T2, "11.00")));
    world.apply(world.webhook("e3", "shop", ScriptedConnector.body("1", T3, "12.00")));
    List<Event> told = new ArrayList<>();
    history(told::add);
    assertThat(told).hasSize(3);
    return told;
  }

  /** As the version before kept them: the newest first, which is no order. */
  private void keptBefore(String which) {
    world.run(tx ->
        Sql.update(
            tx,
            "update observation set told = null, role = null, mode = null, fingerprints = null"
                + " where "
                + which));
  }

  private History history(Consumer<Event> to) {
    return world.transactions().get(tx -> world.published.history(tx, KEY, to));
  }
}
