package io.plumbline.reconciler.totals;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.event.Json;
import io.plumbline.reconciler.view.Said;
import java.io.IOException;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On which business day a record counts. */
class ControlEntryTest {

  /** Midnight in UTC is a time like any other: whole seconds hit it. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-27T00:00:00Z,2026-11-26",
    "2026-11-27T04:59:59Z,2026-11-26",
    "2026-11-27T05:00:00Z,2026-11-27",
    "2026-11-27,2026-11-27"
  })
  void countsOnTheDayOfTheConnectionsZone(String placedAt, String day) throws IOException {
    ControlEntry entry =
        ControlEntry.of("order", "e", said(placedAt), ZoneId.of("America/New_York")).orElseThrow();

    assertThat(entry.day()).hasToString(day);
  }

  private static Said said(String placedAt) throws IOException {
    String json =
        """
        {"connection":"shopify-us","role":"STOREFRONT","externalId":"1","version":1,
         "occurredAt":"2026-01-01T00:00:00Z","observedAt":"2026-01-01T00:00:00Z",
         "firstObservedAt":"2026-01-01T00:00:00Z","deleted":false,"changes":{},
         "facets":{"commercial":{"currency":"USD","total":"1.00","placedAt":"%s"}}}
        """
            .formatted(placedAt);
    return Json.mapper().readValue(json, Said.class);
  }
}
