package io.plumbline.connectors.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** One HTTP request, with a body or none. */
public record Call(
    String method, URI uri, Effect effect, Map<String, String> headers, Optional<Body> body) {

  public Call {
    headers = Map.copyOf(headers);
  }

  /** What to say about it in messages: never the query or the body, which may be personal. */
  public String label() {
    return method + " " + uri.getRawPath();
  }
}
