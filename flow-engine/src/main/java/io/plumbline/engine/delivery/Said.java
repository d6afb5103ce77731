package io.plumbline.engine.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.delivery.Sending.Sent.Refused;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was already said to a connection at one revision: it is not said twice, even where the
 * vendor reads it back differently because it rounds or trims.
 *
 * @param refused what it will not have, until a person has seen to it
 */
record Said(List<Attempt> delivered, List<Refused> refused) {

  Said {
    delivered = List.copyOf(delivered);
    refused = List.copyOf(refused);
  }

  static Said at(long revision, List<Attempt> journal, List<Refused> refused) {
    return new Said(
        journal.stream()
            .filter(attempt -> attempt.revision() == revision && attempt.is(Attempt.DELIVERED))
            .toList(),
        refused);
  }

  /** That it is not to be had: it cannot be asked for, or the vendor said so of this same step. */
  Optional<Refused> refusal(Step step) {
    return Optional.ofNullable(step.impossible())
        .map(why -> new Refused(null, why))
        .or(() -> refused.stream().filter(refusal -> same(refusal.attempt(), step)).findFirst());
  }

  private static boolean same(@Nullable Attempt attempt, Step step) {
    return attempt != null
        && attempt.step().equals(step.name())
        && attempt.reference().equals(step.reference())
        && attempt.sent().equals(step.sent());
  }

  List<Step> remaining(List<Step> planned) {
    return planned.stream().filter(step -> step.impossible() != null || !covers(step)).toList();
  }

  private boolean covers(Step step) {
    return step.sent().isEmpty() ? sameAction(step) : everyField(step);
  }

  private boolean sameAction(Step step) {
    return delivered.stream()
        .anyMatch(attempt ->
            attempt.step().equals(step.name()) && attempt.reference().equals(step.reference()));
  }

  private boolean everyField(Step step) {
    return step.sent().properties().stream()
        .allMatch(field -> said(step.reference(), field.getKey(), step.sent()));
  }

  private boolean said(String reference, String path, ObjectNode sent) {
    return delivered.stream()
        .anyMatch(attempt ->
            attempt.reference().equals(reference)
                && attempt.sent().has(path)
                && attempt.sent().path(path).equals(sent.path(path)));
  }
}
