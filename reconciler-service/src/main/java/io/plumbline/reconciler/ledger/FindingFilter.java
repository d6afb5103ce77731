package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.rest.Moments;
import io.plumbline.reconciler.rest.Refusal;
import io.plumbline.reconciler.rest.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which findings a reader wants to see. */
record FindingFilter(
    @Nullable String state,
    @Nullable String kind,
    @Nullable String connection,
    @Nullable String key,
    @Nullable Instant changedSince) {
  private static final List<String> STATES =
      List.of("open", "acknowledged", "resolved", "accepted");
  private static final List<String> KINDS = Arrays.stream(Kind.values()).map(Kind::id).toList();

  static FindingFilter of(
      @Nullable String state,
      @Nullable String kind,
      @Nullable String connection,
      @Nullable String key,
      @Nullable String changedSince) {
    return new FindingFilter(
        oneOf("state", state, STATES),
        oneOf("kind", kind, KINDS),
        Text.plainIfAny("connection", connection),
        Text.plainIfAny("key", key),
        time(changedSince));
  }

  private static @Nullable String oneOf(String name, @Nullable String value, List<String> allowed) {
    if (value != null && !allowed.contains(value)) {
      throw Refusal.badRequest("%s: expected one of %s, found %s".formatted(name, allowed, value));
    }
    return value;
  }

  private static @Nullable Instant time(@Nullable String value) {
    try {
      return value == null ? null : Moments.kept("changedSince", Instant.parse(value));
    } catch (DateTimeException e) {
      throw Refusal.badRequest("changedSince: expected an ISO 8601 instant, found " + value);
    }
  }
}
