package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.fault.Control;
import io.plumbline.sandbox.fault.Faults;
import io.plumbline.sandbox.fault.Gate;
import io.plumbline.sandbox.http.Reply;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.http.Server;
import io.plumbline.sandbox.journal.Journal;
import io.plumbline.sandbox.journal.Writes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The ERP as one process: record and query API and control API on one port. */
public final class NetsuiteEmulator implements AutoCloseable {
  private final Masters masters = new Masters();
  private final Writes writes = new Writes();
  private final Erp erp;
  private final Journal journal;
  private final Gate gate;
  private final NetsuiteApi api;
  private final ErpControl control;
  private final Server server;

  public NetsuiteEmulator(
      Account account, int port, long seed, Optional<Path> journalFile, Clock clock)
      throws IOException {
    Faults faults = new Faults(seed, clock);
    RecordShape shape = new RecordShape(masters);
    erp = new Erp(faults.stamps(), clock);
    journal = Journal.open(journalFile, this::replay);
    gate = new Gate(faults, writes, journal, clock);
    Refusals refusals = new Refusals();
    TokenApi tokens = new TokenApi(account, clock);
    api =
        new NetsuiteApi(
            account,
            tokens,
            gate,
            new RecordApi(
                erp,
                masters,
                shape,
                new ChildApi(
                    erp, masters, new ChildShape(masters), journal, account.stampsOrders()),
                journal),
            new QueryApi(new Tables(erp, masters), account),
            refusals);
    control =
        new ErpControl(
            new Control(
                faults,
                writes,
                (seq, limit) ->
                    erp.history(seq, limit).stream()
                        .map(each -> each.shaped(shape::whole))
                        .toList(),
                () -> Map.of("webhooksPending", 0, "writesPending", gate.pending())),
            erp,
            masters,
            shape,
            tokens,
            refusals,
            journal);
    server = new Server(port, this::handle);
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    gate.close();
    server.close();
    journal.close();
  }

  private Reply handle(Request request) {
    if (request.under("sandbox")) {
      return control.answer(request);
    }
    return request.under("services", "rest") ? api.handle(request) : Refusal.notFound().answer();
  }

  private void replay(String kind, JsonNode entry) {
    masters.replay(kind, entry);
    erp.replay(kind, entry);
    writes.replay(kind, entry);
  }
}
