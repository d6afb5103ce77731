package io.plumbline.sandbox.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** A complete HTTP answer. */
public record Answer(int status, Map<String, String> headers, byte[] body) implements Reply {
  public Answer {
    headers = Map.copyOf(headers);
  }

  public static Answer json(int status, Object body) {
    return new Answer(status, Map.of("Content-Type", "application/json"), Json.bytes(body));
  }

  public static Answer ok(Object body) {
    return json(200, body);
  }

  public static Answer empty(int status) {
    return new Answer(status, Map.of(), new byte[0]);
  }

  /** A refusal of the control API: what was wrong, in one sentence. */
  public static Answer refusal(int status, String detail) {
    return json(status, Map.of("status", status, "detail", detail));
  }

  public Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }
}
