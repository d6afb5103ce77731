package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the account was read.
 *
 * @param since from when on it is known without a gap
 * @param until when the last recent reading began that came to its end
 * @param recent what may still move
 * @param older what has settled
 */
record AccountProgress(
    Optional<Instant> since, Instant until, AccountPass recent, AccountPass older) {

  static AccountProgress of(Optional<String> kept) {
    var json = kept.map(text -> Json.lenient(text.getBytes(StandardCharsets.UTF_8)));
    return of(json.orElseGet(Json::object));
  }

  private static AccountProgress of(JsonNode json) {
    return new AccountProgress(
        Optional.ofNullable(json.path("since").asText(null)).map(Instant::parse),
        Instant.parse(json.path("until").asText(Instant.EPOCH.toString())),
        AccountPass.of(json.path("recent")),
        AccountPass.of(json.path("older")));
  }

  String text() {
    var json = Json.object().put("until", until.toString());
    since.ifPresent(time -> json.put("since", time.toString()));
    json.set("recent", recent.json());
    json.set("older", older.json());
    return new String(Json.bytes(json), StandardCharsets.UTF_8);
  }

  boolean running() {
    return recent.running() || older.running();
  }

  /** Reads what is recent once more; what was not read for longer than that is a gap. */
  AccountProgress recently(AccountPass begun) {
    return until.isBefore(begun.from())
        ? new AccountProgress(Optional.of(begun.top()), until, begun, AccountPass.NEVER)
        : new AccountProgress(since, until, begun, older);
  }

  AccountProgress further(AccountPass begun) {
    return new AccountProgress(since, until, recent, begun);
  }

  /** With one of the readings as it is now. */
  AccountProgress with(boolean settled, AccountPass pass) {
    var known = since.map(time -> pass.down().isBefore(time) ? pass.down() : time);
    return settled
        ? new AccountProgress(known, until, recent, pass)
        : new AccountProgress(known, pass.running() ? until : pass.began(), pass, older);
  }

  /** There is no account to read; what was known of one stays. */
  AccountProgress none() {
    return new AccountProgress(since, until, recent.over(), older.over());
  }
}
