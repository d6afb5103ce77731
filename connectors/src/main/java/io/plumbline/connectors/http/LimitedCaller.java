package io.plumbline.connectors.http;

import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Throttle;
import java.time.Duration;

/** Sends calls within the connection's shared budget and passes the vendor's refusals on to it. */
public final class LimitedCaller {

  private final HttpCaller http;
  private final Throttle throttle;
  private final Duration pauseUnlessTold;

  /**
   * @param pauseUnlessTold how long everybody waits after a refusal that names no time
   */
  public LimitedCaller(HttpCaller http, Throttle throttle, Duration pauseUnlessTold) {
    this.http = http;
    this.throttle = throttle;
    this.pauseUnlessTold = pauseUnlessTold;
  }

  public Answer send(Call call, int cost) {
    try (var _ = throttle.take(cost)) {
      return sendAndHeed(call);
    }
  }

  /** A refusal by the throttle itself is none by the vendor and pauses nobody. */
  private Answer sendAndHeed(Call call) {
    try {
      return http.send(call);
    } catch (CallFailed e) {
      if (e.kind() == Kind.THROTTLED) {
        throttle.pause(e.retryAfter().orElse(pauseUnlessTold));
      }
      throw e;
    }
  }

  /** What the vendor says is left of its budget. */
  public void observed(double available, double maximum, double perSecond) {
    throttle.observed(available, maximum, perSecond);
  }

  /** A refusal that came inside a successful answer. */
  public void pause(Duration pause) {
    throttle.pause(pause);
  }
}
