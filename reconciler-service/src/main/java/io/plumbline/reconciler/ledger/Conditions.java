package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.rest.Cursor;
import io.quarkus.panache.common.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conditions of a query, of which only those that were asked for count. */
final class Conditions {
  private final List<String> conditions = new ArrayList<>(List.of("1 = 1"));
  private final Parameters parameters = new Parameters();

  Conditions equal(String field, @Nullable String value) {
    if (value != null) {
      conditions.add(field + " = :" + field);
      parameters.and(field, value);
    }
    return this;
  }

  Conditions atLeast(String field, @Nullable Object value) {
    if (value != null) {
      conditions.add(field + " >= :" + field);
      parameters.and(field, value);
    }
    return this;
  }

  /** What comes after the end of an earlier page, in the order of this time and the id. */
  Conditions after(String time, @Nullable Cursor cursor) {
    if (cursor != null) {
      conditions.add("(%s > :at or (%s = :at and id > :after))".formatted(time, time));
      After after = After.of(cursor);
      parameters.and("at", after.time()).and("after", after.id());
    }
    return this;
  }

  String text() {
    return String.join(" and ", conditions);
  }

  Map<String, Object> parameters() {
    return parameters.map();
  }
}
