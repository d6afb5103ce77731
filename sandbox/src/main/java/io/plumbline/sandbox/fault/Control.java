package io.plumbline.sandbox.fault;

import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.journal.Change;
import io.plumbline.sandbox.journal.Writes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The part of the control API under {@code /sandbox} that every emulator has; no fault hits it. */
public record Control(
    Faults faults, Writes writes, History history, Supplier<Map<String, Object>> idle) {
  private static final int PAGE = 1_000;

  /** The emulator's history in its vendor's own shape, each entry with its {@code seq}. */
  @FunctionalInterface
  public interface History {
    List<? extends Change<?>> since(long seq, int limit);
  }

  /** Answers what belongs here; the rest is the emulator's. */
  public Optional<Answer> answer(Request request) {
    String what =
        request.method()
            + " "
            + String.join("/", request.segments().subList(1, request.segments().size()));
    return switch (what) {
      case "GET history" ->
          Optional.of(page(history.since(since(request), limit(request)), e -> e.seq(), request));
      case "GET writes" ->
          Optional.of(page(writes.since(since(request), limit(request)), w -> w.seq(), request));
      case "PUT faults" -> {
        faults.plan(request.json());
        yield Optional.of(Answer.empty(204));
      }
      case "PUT clock" -> {
        faults
            .stamps()
            .jump(Json.text(request.json(), "offset").map(Duration::parse).orElse(Duration.ZERO));
        yield Optional.of(Answer.empty(204));
      }
      case "GET clock" ->
          Optional.of(Answer.ok(Map.of("offset", faults.stamps().offset().toString())));
      case "GET faults/counts" -> Optional.of(Answer.ok(faults.counts()));
      case "GET absences" -> Optional.of(Answer.ok(Map.of("items", faults.absences())));
      case "GET idle" -> Optional.of(Answer.ok(counters()));
      default -> Optional.empty();
    };
  }

  private Map<String, Object> counters() {
    Map<String, Object> counters = new LinkedHashMap<>(idle.get());
    counters.put("listingsAwaited", faults.listingsAwaited());
    return counters;
  }

  private static <T> Answer page(List<T> items, ToLongFunction<T> seq, Request request) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("items", items);
    page.put("next", items.isEmpty() ? since(request) : seq.applyAsLong(items.getLast()));
    return Answer.ok(page);
  }

  private static long since(Request request) {
    return request.number("since", 0);
  }

  private static int limit(Request request) {
    return Math.clamp(request.number("limit", PAGE), 1, PAGE);
  }
}
