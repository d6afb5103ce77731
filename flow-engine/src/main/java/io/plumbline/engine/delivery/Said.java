package io.plumbline.engine.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connector.Step;
import java.util.List;

/**
 * What was already said to a connection at one revision: it is not said twice, even where the
 * vendor reads it back differently because it rounds or trims.
 */
record Said(List<Attempt> delivered) {

  Said {
    delivered = List.copyOf(delivered);
  }

  static Said at(long revision, List<Attempt> journal) {
    return new Said(
        journal.stream()
            .filter(attempt -> attempt.revision() == revision && attempt.is(Attempt.DELIVERED))
            .toList());
  }

  List<Step> remaining(List<Step> planned) {
    return planned.stream().filter(step -> !covers(step)).toList();
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
