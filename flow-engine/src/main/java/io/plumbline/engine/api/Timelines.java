package io.plumbline.engine.api;

import io.plumbline.engine.api.Moment.Attempted;
import io.plumbline.engine.api.Moment.Died;
import io.plumbline.engine.api.Moment.Observed;
import io.plumbline.engine.secrecy.Quotes;
import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What happened to an entity over all systems, in time order. */
@Singleton
public class Timelines {

  /** The entity itself and every one that turned out to be it. */
  private static final String KEYS =
      """
      with recursive mine(key) as (
        select key from entity where key = ?
        union select e.key from entity e join mine on e.merged_into = mine.key)
      """;

  private final Quotes quotes;

  public Timelines(Quotes quotes) {
    this.quotes = quotes;
  }

  /** The key that an entity goes by now; empty where there is none of that key. */
  public static Optional<String> keyNow(Connection tx, String key) {
    return Sql.one(
        tx,
        row -> row.getString(1),
        """
        with recursive chain(key, merged_into) as (
          select key, merged_into from entity where key = ?
          union select e.key, e.merged_into from entity e join chain on e.key = chain.merged_into)
        select key from chain where merged_into is null
        """,
        key);
  }

  public List<Moment> of(Connection tx, String key) {
    return Stream.of(observed(tx, key), attempted(tx, key), died(tx, key))
        .<Moment>flatMap(List::stream)
        .sorted(Comparator.comparing(Moment::at))
        .toList();
  }

  private static List<Observed> observed(Connection tx, String key) {
    return Sql.all(
        tx,
        row ->
            new Observed(
                Sql.instant(row, "observed_at"),
                row.getString("connection"),
                row.getString("external_id"),
                row.getLong("version"),
                Sql.instant(row, "occurred_at"),
                row.getBoolean("deleted"),
                Json.of(row.getString("facets")),
                Json.of(row.getString("evidence"))),
        KEYS + "select * from observation where key in (select key from mine)",
        key);
  }

  private List<Attempted> attempted(Connection tx, String key) {
    return Sql.all(
        tx,
        row ->
            new Attempted(
                Sql.instant(row, "started_at"),
                row.getString("connection"),
                row.getLong("id"),
                row.getLong("revision"),
                row.getInt("number"),
                row.getString("step"),
                row.getString("reference"),
                Json.of(row.getString("sent")),
                row.getString("outcome"),
                row.getString("detail"),
                quotes.open(tx, row.getString("key"), row.getBytes("quoted")).orElse(null),
                Sql.instantOrNull(row, "finished_at"),
                row.getString("external_id")),
        KEYS + "select * from attempt where key in (select key from mine)",
        key);
  }

  private List<Died> died(Connection tx, String key) {
    return Sql.all(
        tx,
        row ->
            new Died(
                Sql.instant(row, "created_at"),
                row.getString("connection"),
                row.getLong("id"),
                row.getString("kind"),
                row.getString("cause"),
                row.getString("explanation"),
                quotes.open(tx, row.getString("quoted_under"), row.getBytes("quoted")).orElse(null),
                row.getString("state"),
                Sql.instantOrNull(row, "closed_at")),
        KEYS + "select * from dead_letter where key in (select key from mine)",
        key);
  }
}
