package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.delivery.TestVendor.Fault;
import io.plumbline.engine.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refused keeps back what needs it, and nothing else. */
class RefusedStepIT {

  private static final String KEY = "shop:1";

  private final World world = new World();
  private final Node node =
      world.node(real -> new ForkingConnector(real, UnaryOperator.identity()));

  @AfterEach
  void close() {
    world.close();
  }

  /**
   * Mechanism: {@code Step.needs}, and a letter at the end of the plan instead of at its first
   * refusal.
   */
  @Test
  void doesWhatNeedsNoneOfTheRefusedAndTellsAPerson() {
    world.vendor.next(new Fault.Status(422));
    world.storefrontSays(KEY, "10.00");

    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1:needsNone=10.00");
    assertThat(attempts()).containsExactly("make first=rejected", "make needsNone=delivered");
    assertThat(world.state(KEY)).isEqualTo("dead");
    assertThat(world.text("select cause from dead_letter where state = 'open'"))
        .isEqualTo("rejected");
    assertThat(world.text("select evidence->>'attempt' from dead_letter")).isEqualTo("1");
  }

  /** Mechanism: what was said is not said again, so a retry does the rest. */
  @Test
  void doesTheRestOnceTheRefusedIsSetRight() {
    world.vendor.next(new Fault.Status(422));
    world.storefrontSays(KEY, "10.00");
    node.work();

    node.decide.retry(world.count("select id from dead_letter"));
    node.work();

    assertThat(world.vendor.writes())
        .containsExactly(
            "shop:1:needsNone=10.00",
            "shop:1:first=10.00",
            "shop:1:needsFirst=10.00",
            "shop:1:needsAll=10.00");
    assertThat(world.state(KEY)).isEqualTo("settled");
  }

  /**
   * Mechanism: a failure that is no refusal ends the plan; the refusal is told behind it, out of
   * the journal ({@code Refusals}) and not by sending the step again.
   */
  @Test
  void tellsOfTheRefusalBehindAFailureThatPassed() {
    world.vendor.next(new Fault.Status(422), new Fault.Status(500));
    world.storefrontSays(KEY, "10.00");
    node.work();
    assertThat(world.state(KEY)).isEqualTo("waiting");
    assertThat(world.count("select count(*) from dead_letter")).isZero();

    world.clock.pass(world.config.backoffMax());
    node.work();

    assertThat(attempts())
        .containsExactly(
            "make first=rejected", "make needsNone=failed", "make needsNone=delivered");
    assertThat(world.state(KEY)).isEqualTo("dead");
    assertThat(
            world.text(
                "select cause || ' ' || (evidence->>'attempt') from dead_letter"
                    + " where quoted is not null and explanation like '%a known item%'"))
        .isEqualTo("rejected 1");
  }

  /** Mechanism: what was refused is not sent again when the plan is made anew (Refusals). */
  @Test
  void doesNotSendTheRefusedAgainBehindAStepThatPlansTheRest() {
    world.vendor.next(new Fault.Status(422));
    world.storefrontSays(KEY, "10.00");

    forking(plan -> with(plan, 2, plan.get(2).thenPlanAgain())).work();

    assertThat(attempts()).containsExactly("make first=rejected", "make needsNone=delivered");
    assertThat(world.state(KEY)).isEqualTo("dead");
  }

  /** Mechanism: {@code Step.impossible}; a plan that throws does nothing at all. */
  @Test
  void doesWhatNeedsNoneOfWhatCannotBeAskedFor() {
    var why = new CallFailed(Kind.REJECTED, "expected line 9 in the order, found none.");
    world.storefrontSays(KEY, "10.00");

    forking(plan -> with(plan, 0, impossible(plan.getFirst(), why))).work();

    assertThat(attempts()).containsExactly("make needsNone=delivered");
    assertThat(world.state(KEY)).isEqualTo("dead");
    assertThat(world.text("select cause || ' ' || explanation from dead_letter"))
        .isEqualTo("rejected expected line 9 in the order, found none.");
  }

  /** Mechanism: a person is told of it in shadow, too, and nothing is journalled that is not. */
  @Test
  void tellsWhatCannotBeAskedForInShadow() {
    var why = new CallFailed(Kind.REJECTED, "expected line 9 in the order, found none.");
    world.mode(Mode.SHADOW);
    world.storefrontSays(KEY, "10.00");

    forking(plan -> with(plan, 0, impossible(plan.getFirst(), why))).work();

    assertThat(attempts())
        .containsExactly(
            "make needsFirst=shadowed", "make needsNone=shadowed", "make needsAll=shadowed");
    assertThat(world.state(KEY)).isEqualTo("dead");
  }

  private Node forking(UnaryOperator<List<Step>> bent) {
    return world.node(real -> new ForkingConnector(real, bent));
  }

  private static Step impossible(Step step, CallFailed why) {
    return Step.impossible(step.name(), step.reference(), why);
  }

  private static List<Step> with(List<Step> plan, int at, Step step) {
    var bent = new ArrayList<>(plan);
    bent.set(at, step);
    return bent;
  }

  /** Mechanism: a refusal holds for its revision; a newer one may say what is accepted. */
  @Test
  void sendsTheRefusedAgainForANewerRevision() {
    world.vendor.next(new Fault.Status(422), new Fault.Status(500));
    world.storefrontSays(KEY, "10.00");
    node.work();

    world.storefrontSays(KEY, "12.00");
    node.work();

    assertThat(world.vendor.writes())
        .containsExactly(
            "shop:1:first=12.00",
            "shop:1:needsFirst=12.00",
            "shop:1:needsNone=12.00",
            "shop:1:needsAll=12.00");
    assertThat(world.state(KEY)).isEqualTo("settled");
  }

  private List<String> attempts() {
    return world.transactions.get(tx ->
        Sql.all(
            tx, row -> row.getString(1), "select step || '=' || outcome from attempt order by id"));
  }
}
