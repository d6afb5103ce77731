package io.plumbline.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** A 2xx or 4xx answer; the body is a missing node where the vendor sent none. */
public record Answer(int status, HttpHeaders headers, JsonNode body) {

  public boolean succeeded() {
    return status >= 200 && status < 300;
  }
}
