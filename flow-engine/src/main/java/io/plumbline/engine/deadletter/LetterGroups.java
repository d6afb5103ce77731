package io.plumbline.engine.deadletter;

import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Open dead letters that say the same thing: of one kind and connection, with one cause, and with
 * explanations that differ in values only. Eight hundred letters are mostly three causes.
 */
@Singleton
public class LetterGroups {

  /** What is quoted, and every word with a digit in it, is a value and not the cause. */
  private static final String SIGNATURE =
      """
      regexp_replace(
        regexp_replace(explanation, '''[^'']*''', '…', 'g'),
        '[[:alnum:]_:.#/+=-]*[0-9][[:alnum:]_:#/+=-]*', '…', 'g')
      """;

  private static final String GROUPED =
      """
      select md5(concat_ws(chr(10), kind, connection, cause, signature)) as id, *
      from (select id as letter, kind, connection, cause, explanation, created_at,
      """
          + SIGNATURE
          + " as signature from dead_letter where state = 'open') as open_letters";

  /** One group. */
  @Schema(name = "DeadLetterGroup", description = "Open dead letters that say the same thing")
  public record Group(
      @Schema(description = "Names the group for as long as its letters say the same") String id,
      @Schema(enumeration = {"inbound", "delivery", "reread", "exception"}) String kind,
      String connection,
      String cause,
      @Schema(description = "What all explanations have in common; … stands for what differs")
          String signature,
      @Schema(description = "One explanation in full") String example,
      long count,
      Instant oldest,
      Instant newest,
      @Schema(description = "The numbers of five at most, oldest first") List<Long> letters) {

    public Group {
      letters = List.copyOf(letters);
    }
  }

  /** The biggest groups first. */
  public List<Group> list(Connection tx, @Nullable String connection, int limit) {
    return Sql.all(
        tx,
        LetterGroups::group,
        "select id, kind, connection, cause, signature, min(explanation) as example, count(*) as letters,"
            + " min(created_at) as oldest, max(created_at) as newest,"
            + " (array_agg(letter order by letter))[1:5] as some from ("
            + GROUPED
            + """
            ) as named where (?::text is null or connection = ?)
            group by id, kind, connection, cause, signature
            order by count(*) desc, min(created_at) limit ?
            """,
        connection,
        connection,
        limit);
  }

  /**
   * The numbers of a group's letters, oldest first.
   *
   * @param after the last one that was decided before
   * @param until the newest one that is to be decided
   */
  public List<Long> letters(Connection tx, String group, long after, long until, int limit) {
    return Sql.all(
        tx,
        row -> row.getLong(1),
        "select letter from ("
            + GROUPED
            + ") as named where id = ? and letter > ? and letter <= ? order by letter limit ?",
        group,
        after,
        until,
        limit);
  }

  /** The number of the newest letter there is, open or not. */
  public long newest(Connection tx) {
    return Sql.one(tx, row -> row.getLong(1), "select coalesce(max(id), 0) from dead_letter")
        .orElseThrow();
  }

  private static Group group(ResultSet row) throws SQLException {
    return new Group(
        row.getString("id"),
        row.getString("kind"),
        row.getString("connection"),
        row.getString("cause"),
        row.getString("signature"),
        row.getString("example"),
        row.getLong("letters"),
        Sql.instant(row, "oldest"),
        Sql.instant(row, "newest"),
        numbers(row.getArray("some")));
  }

  private static List<Long> numbers(Array array) throws SQLException {
    return Arrays.asList((Long[]) array.getArray());
  }
}
