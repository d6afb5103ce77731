package io.plumbline.sandbox.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.GraphQL;
import graphql.schema.GraphQLSchema;
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

/** The warehouse as one process: GraphQL API, login, webhooks and control API on one port. */
public final class ShipheroEmulator implements AutoCloseable {
  private final Writes writes = new Writes();
  private final Warehouse warehouse;
  private final Hooks hooks;
  private final Journal journal;
  private final Gate gate;
  private final AuthApi tokens;
  private final GraphqlApi api;
  private final WmsControl control;
  private final Server server;

  /** Where the emulator listens and what it comes back from. */
  public record Place(int port, long seed, double timeScale, Optional<Path> journal) {}

  /** An account that is open to the token, with so many credits each second. */
  public ShipheroEmulator(String token, int creditsPerSecond, Place place, Clock clock)
      throws IOException {
    this(
        new AuthApi.Login("", "", token),
        new Credits.Plan(10 * creditsPerSecond, creditsPerSecond, Integer.MAX_VALUE),
        place,
        clock);
  }

  ShipheroEmulator(AuthApi.Login login, Credits.Plan plan, Place place, Clock clock)
      throws IOException {
    Faults faults = new Faults(place.seed(), clock);
    warehouse = new Warehouse(faults.stamps(), clock);
    hooks = new Hooks(faults, place.timeScale());
    tokens = new AuthApi(login, clock);
    journal = Journal.open(place.journal(), this::replay);
    gate = new Gate(faults, writes, journal, clock, true);
    Warehouse.Ledger ledger = new Warehouse.Ledger(journal, new Announcements(hooks, journal));
    GraphQLSchema schema =
        Schema.of(new Queries(warehouse), new Mutations(warehouse, hooks, ledger));
    api =
        new GraphqlApi(
            tokens, gate, schema, GraphQL.newGraphQL(schema).build(), new Credits(plan, clock));
    control =
        new WmsControl(
            new Control(
                faults,
                writes,
                (seq, limit) ->
                    warehouse.history(seq, limit).stream()
                        .map(each -> each.shaped(Shape::known))
                        .toList(),
                this::idle),
            warehouse,
            ledger);
    server = new Server(place.port(), this::handle);
    hooks.resume(journal);
  }

  /** As if somebody had registered every webhook before, and knew the secret. */
  public void hearAt(URI base, String secret) {
    for (Topic topic : Topic.values()) {
      String url = base + "/" + topic.path();
      hooks.registerUnlessKnown(new Hook(topic.title(), url, "plumbline", secret), journal);
    }
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    gate.close();
    server.close();
    hooks.close();
    journal.close();
  }

  private Reply handle(Request request) {
    if (request.under("sandbox")) {
      return control.answer(request);
    }
    return switch (request.path()) {
      case "/graphql" -> api.handle(request);
      case "/auth/token", "/auth/refresh" -> tokens.answer(request);
      default -> Answer.json(404, Map.of("message", "Not Found"));
    };
  }

  private Map<String, Object> idle() {
    return Map.of(
        "webhooksPending",
        hooks.pending(),
        "writesPending",
        gate.pending(),
        "webhooks",
        hooks.counts());
  }

  private void replay(String kind, JsonNode entry) {
    warehouse.replay(kind, entry);
    writes.replay(kind, entry);
    hooks.replay(kind, entry);
  }
}
