package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.fault.Control;
import io.plumbline.sandbox.fault.Faults;
import io.plumbline.sandbox.fault.Gate;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Reply;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.http.Server;
import io.plumbline.sandbox.journal.Journal;
import io.plumbline.sandbox.journal.Writes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The storefront as one process: Admin API, webhooks and control API on one port. */
public final class ShopifyEmulator implements AutoCloseable {
  private final Writes writes = new Writes();
  private final Storefront storefront;
  private final Webhooks webhooks;
  private final Journal journal;
  private final Gate gate;
  private final TokenApi tokens;
  private final AdminApi api;
  private final ShopControl control;
  private final Server server;

  /**
   * Where the emulator listens and what it comes back from.
   *
   * @param timeScale by how much the waits between webhook retries are shortened
   */
  public record Place(
      int port, URI webhooks, String secret, long seed, double timeScale, Optional<Path> journal) {}

  public ShopifyEmulator(Shop shop, Place place, Clock clock) throws IOException {
    Faults faults = new Faults(place.seed(), clock);
    tokens = new TokenApi(shop, clock);
    storefront = new Storefront(shop.tariff(), faults.stamps(), clock);
    webhooks =
        new Webhooks(place.webhooks(), new Signature(place.secret()), faults, place.timeScale());
    journal = Journal.open(place.journal(), this::replay);
    gate = new Gate(faults, writes, journal, clock);
    RestOrder rest = new RestOrder(shop.zone());
    Storefront.Ledger ledger =
        new Storefront.Ledger(journal, new Announcements(shop, rest, webhooks, journal, clock));
    api =
        new AdminApi(
            shop,
            tokens,
            gate,
            Schema.of(
                new OrderQueries(storefront, shop),
                new PaymentQueries(storefront, shop),
                new OrderMutations(storefront, ledger, faults.stamps()),
                new FulfilmentMutations(storefront, ledger, faults.stamps())),
            clock);
    control =
        new ShopControl(
            new Control(
                faults,
                writes,
                (seq, limit) ->
                    storefront.history(seq, limit).stream()
                        .map(each -> each.shaped(rest::remembered))
                        .toList(),
                this::idle),
            storefront,
            ledger,
            rest,
            faults.stamps());
    server = new Server(place.port(), this::handle);
    webhooks.resume(journal);
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    gate.close();
    server.close();
    webhooks.close();
    journal.close();
  }

  private Reply handle(Request request) {
    if (request.under("sandbox")) {
      return control.answer(request);
    }
    if (TokenApi.concerns(request)) {
      return tokens.answer(request);
    }
    boolean admin =
        request.under("admin", "api")
            && request.segments().size() == 4
            && request.segments().getLast().equals("graphql.json");
    return admin ? api.handle(request) : Answer.json(404, Map.of("errors", "Not Found"));
  }

  private Map<String, Object> idle() {
    return Map.of(
        "webhooksPending",
        webhooks.pending(),
        "writesPending",
        gate.pending(),
        "webhooks",
        webhooks.counts());
  }

  private void replay(String kind, JsonNode entry) {
    storefront.replay(kind, entry);
    writes.replay(kind, entry);
    webhooks.replay(kind, entry);
  }
}
