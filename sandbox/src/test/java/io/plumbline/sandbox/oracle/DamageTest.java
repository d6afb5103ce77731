package io.plumbline.sandbox.oracle;

import static io.plumbline.sandbox.oracle.Actor.API;
import static io.plumbline.sandbox.oracle.Actor.APP;
import static io.plumbline.sandbox.oracle.Actor.STAFF;
import static io.plumbline.sandbox.oracle.Actor.SYSTEM;
import static io.plumbline.sandbox.oracle.Story.fulfilled;
import static io.plumbline.sandbox.oracle.Story.order;
import static io.plumbline.sandbox.oracle.Story.status;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DamageTest {
  private static final Facts FIRST = order("6", "2.50");
  private static final Facts SECOND = order("7", "2.50");

  @Test
  void countsAnOrderThatNeverReachedTheErpAsLost() {
    assertThat(new Story().placed(0).damage().lost()).containsExactly("536365");
  }

  @Test
  void doesNotCountWhatStaffDeletedOrTheTillForgot() {
    Story deleted = new Story().placed(0).erp(1, API, FIRST).deleted(20, STAFF);
    Story forgotten = new Story().channel("pos").placed(0);

    assertThat(deleted.damage().none()).isTrue();
    assertThat(forgotten.damage().none()).isTrue();
  }

  @Test
  void doesNotMissAnOrderCancelledBeforeItWasSent() {
    assertThat(new Story().placed(0).buyer(1, status(FIRST, "cancelled")).damage().none()).isTrue();
  }

  @Test
  void countsASecondRecordOfAnIntegrationButNotOneOfStaff() {
    Story ours = new Story().placed(0).erp(1, API, "48211", FIRST).erp(2, API, "48212", FIRST);
    Story besideTheTill =
        new Story().channel("pos").placed(0).erp(1, APP, "1", FIRST).erp(2, API, "2", FIRST);
    Story staff = new Story().placed(0).erp(1, API, "48211", FIRST).erp(2, STAFF, "48212", FIRST);

    assertThat(ours.damage().duplicates()).containsExactly("536365");
    assertThat(besideTheTill.damage().duplicates()).containsExactly("536365");
    assertThat(staff.damage().duplicates()).isEmpty();
  }

  @Test
  void countsAWriteThatRestoresSupersededValues() {
    Story story =
        new Story()
            .placed(0)
            .erp(1, API, FIRST)
            .buyer(2, SECOND)
            .erp(3, API, SECOND)
            .erp(4, API, FIRST);

    assertThat(story.damage().staleOverwrites()).containsExactly("536365");
  }

  @Test
  void allowsARecordMadeAnewForOneThatIsGone() {
    Story story =
        new Story()
            .placed(0)
            .erp(1, API, "48211", FIRST)
            .deleted(10, STAFF, "48211")
            .erp(20, API, "48212", SECOND);

    assertThat(story.damage().duplicates()).isEmpty();
  }

  @Test
  void countsAWriteThatOverrulesTheErpAfterItTookTheOrderOver() {
    Story story =
        new Story()
            .placed(0)
            .erp(1, API, FIRST)
            .erp(2, SYSTEM, fulfilled(FIRST))
            .erp(3, STAFF, fulfilled(SECOND))
            .erp(4, API, fulfilled(FIRST));

    assertThat(story.damage().staleOverwrites()).containsExactly("536365");
  }

  @Test
  void allowsARepairOfWhatStaffDidWhileTheStorefrontRules() {
    Story story = new Story().placed(0).erp(1, API, FIRST).erp(3, STAFF, SECOND).erp(4, API, FIRST);

    assertThat(story.damage().staleOverwrites()).isEmpty();
  }

  @Test
  void doesNotCountAnOrderThatTheShopItselfDeleted() {
    Story story = new Story().placed(0).vanished(5, STAFF);

    assertThat(story.damage().none()).isTrue();
  }

  @Test
  void allowsAValueThatCameBack() {
    Story story =
        new Story()
            .placed(0)
            .erp(1, API, FIRST)
            .buyer(2, SECOND)
            .erp(3, API, SECOND)
            .buyer(4, FIRST)
            .erp(5, API, FIRST);

    assertThat(story.damage().staleOverwrites()).isEmpty();
  }

  @Test
  void allowsAValueThatCameBackBeforeTheFirstWasWritten() {
    Story story =
        new Story()
            .placed(0)
            .buyer(2, SECOND)
            .buyer(4, FIRST)
            .erp(5, API, FIRST)
            .erp(6, API, SECOND)
            .erp(7, API, FIRST);

    assertThat(story.damage().staleOverwrites()).isEmpty();
  }

  @Test
  void doesNotBlameUsForAStaffEdit() {
    Story story =
        new Story()
            .placed(0)
            .erp(1, API, FIRST)
            .buyer(2, SECOND)
            .erp(3, API, SECOND)
            .erp(4, STAFF, FIRST)
            .buyer(5, order("9", "2.50"))
            .erp(6, API, order("9", "2.50"));

    assertThat(story.damage().none()).isTrue();
  }
}
