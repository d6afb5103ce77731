package io.plumbline.reconciler.totals;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.plumbline.embedded.PlumblineTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
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
        .body("[0].entities[0].why", equalTo("unexplained"))
        .body("[0].sum", equalTo("-100.50"))
        .body("[0].entities[0].rightSum", equalTo("100.50"));
  }

  @Test
  void tellsWhatWasBookedOnAnotherDay() throws SQLException {
    entry("shopify-eu", "2011-03-01", "100.50");
    entry("netsuite", "2011-03-02", "100.50");

    given().get(DAY).then().body("[0].entities[0].why", equalTo("otherDay"));
  }

  @Test
  void statesTotalsAsStringsLikeAllMoney() throws SQLException {
    entry("shopify-eu", "2011-03-01", "100.50");

    given().get("/api/control-totals?day=2011-03-01").then().body("[0].sum", equalTo("100.50"));
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
