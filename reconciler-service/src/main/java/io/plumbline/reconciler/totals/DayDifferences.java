package io.plumbline.reconciler.totals;

import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.rest.Cursor;
import io.plumbline.reconciler.rest.Paging;
import io.plumbline.reconciler.totals.Difference.Held;
import io.plumbline.reconciler.totals.Difference.Why;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The entities that two connections do not hold alike on a day, read from the ledger. */
@ApplicationScoped
class DayDifferences {
  /**
   * Entities whose records on that day differ between any two connections, a page of them, with the
   * sums of the whole pair. The configured connections count even with nothing of that day: else
   * the day on which nothing arrived would show nothing. Two storefronts owe each other no order.
   *
   * <p>Both sides of a pair are grouped and not joined, and what is known is looked up by key: the
   * planner knows nothing of the size of a day, and its guess made the worst one quadratic.
   */
  private static final String UNEVEN =
      """
      with entry as (
        select entity, connection, currency, amount
          from control_entry where day = ? and currency = coalesce(?, currency)),
      party as (
        select connection, connection = any(?) as storefront
          from (select connection from entry union select unnest(?)) known (connection)),
      pair as (
        select l.connection as left_connection, r.connection as right_connection, c.currency
          from party l
          join party r on l.connection < r.connection and not (l.storefront and r.storefront)
         cross join (select distinct currency from entry) c),
      held as (
        select p.*, e.entity,
               count(*) filter (where e.connection = p.left_connection) as left_count,
               coalesce(sum(e.amount) filter (where e.connection = p.left_connection), 0)
                 as left_sum,
               count(*) filter (where e.connection = p.right_connection) as right_count,
               coalesce(sum(e.amount) filter (where e.connection = p.right_connection), 0)
                 as right_sum
          from pair p
          join entry e on e.currency = p.currency
                      and e.connection in (p.left_connection, p.right_connection)
         group by p.left_connection, p.right_connection, p.currency, e.entity),
      explained as (
        select h.*, f.findings, d.expected_by,
               case when not f.accepted then 'DRIFTED'
                    when d.expected_by is not null then 'PENDING'
                    when f.accepted then 'ACCEPTED' end as why
          from held h
          left join lateral (
            select array_agg(id order by id) as findings, bool_and(state = 'accepted') as accepted
              from finding where key = h.entity and state <> 'resolved') f on true
          left join lateral (
            select max(expected_by) as expected_by
              from discrepancy where key = h.entity) d on true
         where (left_count, left_sum) is distinct from (right_count, right_sum)),
      whole as (
        select e.*, sum(left_count - right_count) over pair as pair_count,
               sum(left_sum - right_sum) over pair as pair_sum,
               count(*) filter (where why = 'DRIFTED') over pair as pair_drifted,
               count(*) filter (where why = 'PENDING') over pair as pair_pending
          from explained e
        window pair as (partition by left_connection, right_connection, currency)),
      page as (
        select * from whole
         where (left_connection, right_connection, currency, entity) > (?, ?, ?, ?)
         order by left_connection, right_connection, currency, entity
         limit ?)
      select page.*, (left_count = 0 or right_count = 0) and exists (
               select 1 from control_entry o
                where o.entity = page.entity and o.day <> ?
                  and o.connection = case when left_count = 0
                                          then left_connection else right_connection end)
               as other_day
        from page
       order by left_connection, right_connection, currency, entity
      """;

  static final int CURSOR_PARTS = 4;

  /** Before every row; no connection has an empty name. */
  private static final Cursor BEGINNING = Cursor.of("", "", "", "");

  private final DataSource database;
  private final Policy policy;

  DayDifferences(DataSource database, Policy policy) {
    this.database = database;
    this.policy = policy;
  }

  /** Two connections, and how they differ on the whole day in one currency. */
  record Pair(
      String left,
      String right,
      String currency,
      long count,
      BigDecimal sum,
      long drifted,
      long pending) {}

  /**
   * One entity that the two do not hold alike.
   *
   * @param why where the ledger knows; policy may know more
   */
  record Uneven(
      Pair pair,
      String entity,
      Held onLeft,
      Held onRight,
      @Nullable Why why,
      @Nullable Instant expectedBy,
      List<String> findings) {

    Cursor cursor() {
      return Cursor.of(pair.left(), pair.right(), pair.currency(), entity);
    }
  }

  List<Uneven> of(LocalDate day, @Nullable String currency, Paging paging) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(UNEVEN)) {
      query.setDate(1, Date.valueOf(day));
      query.setString(2, currency);
      query.setArray(3, connection.createArrayOf("text", storefronts()));
      query.setArray(4, connection.createArrayOf("text", policy.parties().keySet().toArray()));
      Cursor after = paging.after() == null ? BEGINNING : paging.after();
      for (int part = 0; part < CURSOR_PARTS; part++) {
        query.setString(5 + part, after.part(part));
      }
      query.setInt(9, paging.sought());
      query.setDate(10, Date.valueOf(day));
      return rows(query);
    }
  }

  private Object[] storefronts() {
    return policy.parties().entrySet().stream()
        .filter(party -> party.getValue().role() == Role.STOREFRONT)
        .map(Map.Entry::getKey)
        .toArray();
  }

  private static List<Uneven> rows(PreparedStatement query) throws SQLException {
    List<Uneven> rows = new ArrayList<>();
    try (ResultSet result = query.executeQuery()) {
      while (result.next()) {
        rows.add(uneven(result));
      }
    }
    return rows;
  }

  private static Uneven uneven(ResultSet row) throws SQLException {
    OffsetDateTime expectedBy = row.getObject("expected_by", OffsetDateTime.class);
    return new Uneven(
        pair(row),
        row.getString("entity"),
        new Held(row.getLong("left_count"), row.getBigDecimal("left_sum")),
        new Held(row.getLong("right_count"), row.getBigDecimal("right_sum")),
        why(row),
        expectedBy == null ? null : expectedBy.toInstant(),
        findings(row.getArray("findings")));
  }

  private static @Nullable Why why(ResultSet row) throws SQLException {
    String known = row.getString("why");
    if (known != null) {
      return Why.valueOf(known);
    }
    return row.getBoolean("other_day") ? Why.OTHER_DAY : null;
  }

  private static Pair pair(ResultSet row) throws SQLException {
    return new Pair(
        row.getString("left_connection"),
        row.getString("right_connection"),
        row.getString("currency"),
        row.getLong("pair_count"),
        row.getBigDecimal("pair_sum"),
        row.getLong("pair_drifted"),
        row.getLong("pair_pending"));
  }

  private static List<String> findings(@Nullable Array ids) throws SQLException {
    return ids == null ? List.of() : List.of((String[]) ids.getArray());
  }
}
