package io.plumbline.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many rows go in few statements, of few sizes, in their order. */
class RowsTest {

  private static final Rows LINKS =
      new Rows("insert into link (namespace, value) values", "(?, ?)", "on conflict do nothing");

  private final List<String> statements = new ArrayList<>();
  private final List<Object> bound = new ArrayList<>();

  /** Mechanism: Rows.insert, without which every row is a statement of its own. */
  @Test
  void takesTheLargestPowersOfTwoThatFit() {
    insert(200);

    assertThat(statements).extracting(RowsTest::rows).containsExactly(64, 64, 64, 8);
    assertThat(statements).allMatch(sql -> sql.endsWith(") on conflict do nothing"));
  }

  @Test
  void countsWhatAllStatementsWrote() {
    assertThat(insert(67)).isEqualTo(67);
    assertThat(statements).extracting(RowsTest::rows).containsExactly(64, 2, 1);
  }

  @Test
  void keepsTheOrderOfTheRows() {
    insert(65);

    assertThat(bound)
        .isEqualTo(
            IntStream.range(0, 65).boxed().flatMap(i -> List.of("order", i).stream()).toList());
  }

  @Test
  void asksNothingForNoRows() {
    assertThat(insert(0)).isZero();
    assertThat(statements).isEmpty();
  }

  private int insert(int rows) {
    return LINKS.insert(
        connection(),
        IntStream.range(0, rows).boxed().toList(),
        number -> new Object[] {"order", number});
  }

  private static int rows(String sql) {
    return sql.split("\\(\\?, \\?\\)", -1).length - 1;
  }

  private Connection connection() {
    return (Connection)
        Proxy.newProxyInstance(
            RowsTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              String sql = (String) arguments[0];
              statements.add(sql);
              return statement(rows(sql));
            });
  }

  private PreparedStatement statement(int written) {
    return (PreparedStatement)
        Proxy.newProxyInstance(
            RowsTest.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "setObject" -> {
                    bound.add(arguments[1]);
                    yield null;
                  }
                  case "executeUpdate" -> written;
                  default -> null;
                });
  }
}
