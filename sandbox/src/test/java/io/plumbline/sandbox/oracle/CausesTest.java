package io.plumbline.sandbox.oracle;

import static io.plumbline.sandbox.oracle.Actor.API;
import static io.plumbline.sandbox.oracle.Actor.STAFF;
import static io.plumbline.sandbox.oracle.Actor.SYSTEM;
import static io.plumbline.sandbox.oracle.Story.fulfilled;
import static io.plumbline.sandbox.oracle.Story.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** One family for each case that the write log decides; a product that names another is wrong. */
class CausesTest {
  private static final Facts FIRST = order("6", "2.50");
  private static final Facts SECOND = order("7", "2.50");

  @Test
  void callsALaterWriteOfAnOlderValueAStaleOverwrite() {
    Story story = changed().accepted(3).erp(3, API, SECOND).accepted(20).erp(20, API, FIRST);

    assertThat(causes(story)).containsExactly("staleOverwrite");
  }

  @Test
  void callsAnEarlierWriteThatTookEffectLaterReordered() {
    Story story =
        changed().written(1.5, 20.01).written(3, 3.01).erp(3, API, SECOND).erp(20, API, FIRST);

    assertThat(causes(story)).containsExactly("reordered");
  }

  @Test
  void callsAWriteThatLeftAValueNobodySoldPartial() {
    Story story = new Story().placed(0).accepted(1).erp(1, API, order("6", "9.99"));

    assertThat(causes(story)).containsExactly("partial");
  }

  @Test
  void callsAnAcceptedWriteThatTookOtherFieldsOnlyPartial() {
    Story story = changed().accepted(3).erp(3, API, Story.with(FIRST, "tax", "0.5"));

    assertThat(causes(story)).contains("partial").doesNotContain("lost");
  }

  @Test
  void callsAnAcceptedWriteThatNothingCameOfLost() {
    assertThat(causes(changed().accepted(3))).containsExactly("lost");
  }

  @Test
  void callsTriesThatAllFailedALag() {
    assertThat(causes(changed().disturbed(3).disturbed(4))).containsExactly("lag");
  }

  @Test
  void callsAChangeThatNobodyTriedToBringNeverAttempted() {
    assertThat(causes(changed())).containsExactly("neverAttempted");
  }

  @Test
  void leavesOpenWhatTheLogOfAnAbsentVendorCannotShow() {
    assertThat(causes(changed().outage(3, 5))).containsExactlyInAnyOrder("neverAttempted", "lag");
  }

  @Test
  void blamesARejectionOnlyWithinTheEpisode() {
    Story later = changed().erp(30, STAFF, SECOND).rejected(40);

    assertThat(causes(later)).containsExactly("neverAttempted");
    assertThat(causes(changed().rejected(3))).containsExactly("rejected");
  }

  @Test
  void knowsThatNothingWritesToTheStorefront() {
    Story story =
        new Story()
            .placed(0)
            .erp(1, API, FIRST)
            .erp(2, SYSTEM, fulfilled(FIRST))
            .erp(20, STAFF, fulfilled(SECOND))
            .accepted(21);

    assertThat(causes(story)).containsExactly("neverAttempted");
  }

  /** An order that agreed at the first second and was changed by its buyer at the second. */
  private static Story changed() {
    return new Story().placed(0).erp(1, API, FIRST).buyer(2, SECOND);
  }

  /** Of the episode that lasted longest. */
  private static Set<String> causes(Story story) {
    return story.units(60).stream()
        .filter(unit -> unit.weight() == Unit.Weight.OWED)
        .filter(unit -> !unit.field().equals("tax"))
        .findFirst()
        .orElseThrow()
        .causes();
  }
}
