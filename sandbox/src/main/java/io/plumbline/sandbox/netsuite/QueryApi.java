package io.plumbline.sandbox.netsuite;

import io.plumbline.sandbox.fault.Outcome;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.http.Request;
import java.util.List;
import java.util.Map;

/** {@code POST /services/rest/query/v1/suiteql}: a page of a query's rows, all text. */
record QueryApi(Tables tables, Account account) {
  private static final int MOST_PER_PAGE = 1_000;
  private static final int MOST_ROWS = 100_000;

  Outcome handle(Request request) {
    if (!request.method().equals("POST")) {
      throw new Refusal(405, "Method Not Allowed", "INVALID_METHOD", "Queries are posted.");
    }
    String text = Json.text(request.json(), "q").orElse("");
    if (text.isBlank()) {
      throw Refusal.invalid("INVALID_PARAMETER", "The query is missing: send {\"q\": …}.");
    }
    int limit = (int) request.number("limit", MOST_PER_PAGE);
    int offset = (int) request.number("offset", 0);
    if (limit < 1 || limit > MOST_PER_PAGE || offset < 0) {
      throw Refusal.invalid("INVALID_PARAMETER", "The limit lies between 1 and 1000.");
    }
    Query query = Query.parse(text, account.zone());
    Query.Page page = tables.erp().alone(() -> query.page(tables, account.zone(), offset, limit));
    int total = Math.min(page.total(), MOST_ROWS);
    return Outcome.read(
        Answer.ok(
            Map.of(
                "links",
                List.of(),
                "count",
                page.rows().size(),
                "hasMore",
                offset + page.rows().size() < total,
                "offset",
                offset,
                "totalResults",
                total,
                "items",
                page.rows())));
  }
}
