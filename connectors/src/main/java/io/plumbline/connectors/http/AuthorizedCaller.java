package io.plumbline.connectors.http;

import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.util.HashMap;

/** Sends calls with the connection's token; one that is refused is got anew, once. */
public final class AuthorizedCaller {

  private final LimitedCaller caller;
  private final Tokens tokens;
  private final String header;
  private final String scheme;

  /**
   * @param scheme what stands before the token, with its space
   */
  public AuthorizedCaller(LimitedCaller caller, Tokens tokens, String header, String scheme) {
    this.caller = caller;
    this.tokens = tokens;
    this.header = header;
    this.scheme = scheme;
  }

  public Answer send(Call call, int cost) {
    var token = tokens.current();
    try {
      return caller.send(with(token, call), cost);
    } catch (CallFailed e) {
      // Whatever is answered like this had no effect, so that it may be sent again.
      if (e.kind() != Kind.CONFIGURATION || !tokens.replaces(token)) {
        throw e;
      }
      return caller.send(with(tokens.current(), call), cost);
    }
  }

  /** What the vendor says is left of its budget. */
  public void observed(double available, double maximum, double perSecond) {
    caller.observed(available, maximum, perSecond);
  }

  /** A refusal that came inside a successful answer. */
  public void pause(java.time.Duration pause) {
    caller.pause(pause);
  }

  private Call with(String token, Call call) {
    var headers = new HashMap<>(call.headers());
    headers.put(header, scheme + token);
    return new Call(call.method(), call.uri(), call.effect(), headers, call.body());
  }
}
