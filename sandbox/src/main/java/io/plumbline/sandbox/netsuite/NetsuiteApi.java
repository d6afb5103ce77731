package io.plumbline.sandbox.netsuite;

import io.plumbline.sandbox.fault.Gate;
import io.plumbline.sandbox.fault.Outcome;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.http.Reply;
import io.plumbline.sandbox.http.Request;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** {@code /services/rest}: token, the account's concurrency limit, records and queries. */
final class NetsuiteApi {
  private final TokenApi tokens;
  private final Gate gate;
  private final RecordApi records;
  private final QueryApi queries;
  private final Refusals refusals;
  private final Semaphore slots;

  NetsuiteApi(
      Account account,
      TokenApi tokens,
      Gate gate,
      RecordApi records,
      QueryApi queries,
      Refusals refusals) {
    this.tokens = tokens;
    this.gate = gate;
    this.records = records;
    this.queries = queries;
    this.refusals = refusals;
    this.slots = new Semaphore(account.concurrency());
  }

  Reply handle(Request request) {
    if (TokenApi.concerns(request)) {
      return tokens.answer(request);
    }
    boolean known =
        request
            .header("Authorization")
            .filter(header -> header.startsWith("Bearer "))
            .filter(header -> tokens.knows(header.substring("Bearer ".length())))
            .isPresent();
    if (!known) {
      return new Refusal(401, "Unauthorized", "INVALID_LOGIN", "Invalid login attempt.").answer();
    }
    boolean query = request.under("services", "rest", "query", "v1", "suiteql");
    boolean write = !query && !request.method().equals("GET");
    return gate.pass(
        new Gate.Call(
            request.method(),
            request.path(),
            reference(request),
            write,
            query,
            Refusal.tooManyAtOnce().answer(),
            rounding -> governed(request, query, rounding)));
  }

  /** The limit counts requests at work; a caller that is only kept waiting holds no slot. */
  private Outcome governed(Request request, boolean query, boolean rounding) {
    if (!slots.tryAcquire()) {
      return refused(Refusal.tooManyAtOnce());
    }
    try {
      refusals.check(request);
      return query ? queries.handle(request) : records.handle(request, rounding);
    } catch (Refusal refusal) {
      return refused(refusal);
    } catch (Json.Malformed | NumberFormatException | java.time.DateTimeException e) {
      return refused(Refusal.invalid("INVALID_CONTENT", String.valueOf(e.getMessage())));
    } finally {
      slots.release();
    }
  }

  private static Outcome refused(Refusal refusal) {
    return Outcome.refused(refusal.answer(), refusal.code());
  }

  private static @Nullable String reference(Request request) {
    String last = request.segments().getLast();
    return last.startsWith("eid:") ? last.substring(4) : null;
  }
}
