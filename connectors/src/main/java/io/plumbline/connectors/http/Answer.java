package io.plumbline.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** A 2xx or 4xx answer; the body is a missing node where the vendor sent none. */
public record Answer(int status, HttpHeaders headers, JsonNode body) {

  public boolean succeeded() {
    return status >= 200 && status < 300;
  }

  /** The vendor's clock when it answered, where it says. */
  public Optional<Instant> answeredAt() {
    try {
      return headers
          .firstValue("Date")
          .map(DateTimeFormatter.RFC_1123_DATE_TIME::parse)
          .map(Instant::from);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
