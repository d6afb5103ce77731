package io.plumbline.sandbox.shiphero;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The account's credits, and how many requests it may make in five minutes. */
final class Credits {
  private static final Duration SPAN = Duration.ofMinutes(5);
  static final int REQUESTS = 7_000;

  private final Deque<Instant> requests = new ArrayDeque<>();
  private final Plan plan;
  private final Clock clock;
  private double available;
  private Instant filled;

  /** What the account may use. */
  record Plan(int bucket, int perSecond, int requests) {}

  Credits(Plan plan, Clock clock) {
    this.plan = plan;
    this.clock = clock;
    this.available = plan.bucket();
    this.filled = clock.instant();
  }

  /** Counts a request, unless there were too many in the last five minutes. */
  synchronized boolean admit() {
    Instant now = clock.instant();
    while (!requests.isEmpty() && !requests.getFirst().isAfter(now.minus(SPAN))) {
      requests.removeFirst();
    }
    return requests.size() < plan.requests() && requests.add(now);
  }

  synchronized boolean take(int cost) {
    fill();
    if (available < cost) {
      return false;
    }
    available -= cost;
    return true;
  }

  synchronized void giveBack(int cost) {
    available = Math.min(plan.bucket(), available + cost);
  }

  /** The vendor's error when the credits do not suffice. */
  synchronized Map<String, Object> refusal(int cost, String operation, String request) {
    fill();
    long left = (long) available;
    long seconds = Math.max(1, Math.ceilDiv(cost - left, plan.perSecond()));
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", 30);
    error.put(
        "message",
        ("There are not enough credits to perform the requested operation, which requires %d"
                + " credits, but there are only %d left. In %d seconds you will have enough"
                + " credits to perform the operation")
            .formatted(cost, left, seconds));
    error.put("operation", operation);
    error.put("request_id", request);
    error.put("required_credits", cost);
    error.put("remaining_credits", left);
    error.put("max_available", plan.bucket());
    error.put("cost", cost);
    error.put("time_remaining", seconds + " seconds");
    return error;
  }

  private void fill() {
    Instant now = clock.instant();
    double seconds = Duration.between(filled, now).toNanos() / 1e9;
    available = Math.min(plan.bucket(), available + seconds * plan.perSecond());
    filled = now;
  }
}
