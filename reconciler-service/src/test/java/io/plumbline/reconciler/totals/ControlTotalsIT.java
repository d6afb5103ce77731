package io.plumbline.reconciler.totals;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.plumbline.embedded.PlumblineTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The entities behind a day's differences, and why each of them differs. */
@QuarkusTest
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "reconciler"))
class ControlTotalsIT {
  private static final String DAY = "/api/control-totals/2011-03-01/differences";

  @Inject DataSource database;

  @BeforeEach
  @AfterEach
  void clear() throws SQLException {
    run("delete from control_entry where day between '2011-01-01' and '2011-12-31'");
  }

  /** Not `allowed`: no rule lets the ERP lack an order. */
  @Test
  void callsUnexplainedWhatNothingExplains() throws SQLException {
    entry("shopify-eu", "2011-03-01", "100.50");

    given()
        .get(DAY)
        .then()
        .body("items[0].entities[0].why", equalTo("unexplained"))
        .body("items[0].sum", equalTo("-100.50"))
        .body("items[0].entities[0].rightSum", equalTo("100.50"));
  }

  @Test
  void tellsWhatWasBookedOnAnotherDay() throws SQLException {
    entry("shopify-eu", "2011-03-01", "100.50");
    entry("netsuite", "2011-03-02", "100.50");

    given().get(DAY).then().body("items[0].entities[0].why", equalTo("otherDay"));
  }

  @Test
  void statesTotalsAsStringsLikeAllMoney() throws SQLException {
    entry("shopify-eu", "2011-03-01", "100.50");

    given().get("/api/control-totals?day=2011-03-01").then().body("[0].sum", equalTo("100.50"));
  }

  @Test
  void pagesThroughEveryEntityOnce() throws SQLException {
    orders(25);

    List<String> keys = new ArrayList<>();
    String cursor = null;
    do {
      Response page = page(10, cursor);
      page.then()
          .body("items[0].count", equalTo(-25))
          .body("items[0].sum", equalTo("-25.50"))
          .body("items[0].entities.size()", lessThanOrEqualTo(10));
      List<String> shown = page.path("items[0].entities.key");
      keys.addAll(shown);
      assertThat(keys).hasSizeLessThanOrEqualTo(25);
      cursor = page.path("next");
    } while (cursor != null);

    assertThat(keys).hasSize(25).doesNotHaveDuplicates();
  }

  /** PostgreSQL takes 65,535 parameters: entities are joined there, not named one by one. */
  @Test
  void answersForADayOnWhichMoreDiffersThanAQueryTakesParameters() throws SQLException {
    orders(70_000);

    Response first = page(100, null);
    Response second = page(100, first.path("next"));

    first.then().statusCode(200).body("items[0].count", equalTo(-70_000));
    second.then().statusCode(200).body("items[0].entities.size()", equalTo(100));
    List<String> shown = first.path("items[0].entities.key");
    List<String> next = second.path("items[0].entities.key");
    assertThat(next).doesNotContainAnyElementsOf(shown);
  }

  private static Response page(int limit, @Nullable String cursor) {
    RequestSpecification request = given().queryParam("limit", limit);
    return (cursor == null ? request : request.queryParam("cursor", cursor)).get(DAY);
  }

  /** Of 1.02 each, in a currency whose name holds what separates the parts of a cursor. */
  private void orders(int count) throws SQLException {
    run(
        """
        insert into control_entry
        select 'totals|' || n, 'order', 'shopify-eu:' || n, 'shopify-eu', n, '2011-03-01', 'G|P', 1.02
          from generate_series(1, %d) n
        """
            .formatted(count));
  }

  private void entry(String connection, String day, String amount) throws SQLException {
    run(
        "insert into control_entry values ('totals|%s', 'order', 'totals', '%s', 'x', '%s', 'GBP', %s)"
            .formatted(connection, connection, day, amount));
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }
}
