package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.netsuite.SalesOrder.Line;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ERP's records as the tables of its query language; sales lines count below zero. */
record Tables(Erp erp, Masters masters) {
  private static final BigDecimal NONE = BigDecimal.ZERO;

  /** One row: a value per column, text, {@link BigDecimal}, {@link Instant} or nothing. */
  @FunctionalInterface
  interface Row {
    @Nullable Object get(String column);
  }

  /** The rows of a table that are in reach; only transactions and their lines know one. */
  Stream<Row> rows(String table, Reach reach) {
    return switch (table) {
      case "transaction" -> transactions(reach).map(Tables::row);
      case "transactionline" -> transactions(reach.ofLines()).flatMap(this::lines);
      case "deletedrecord" -> erp.deleted().stream().map(gone -> column -> deleted(gone, column));
      case "item" -> masters.items().entrySet().stream().map(item -> column -> item(item, column));
      case "currency" ->
          Account.CURRENCIES.entrySet().stream().map(each -> column -> currency(each, column));
      default ->
          throw Refusal.invalid("INVALID_PARAMETER", "Record '%s' was not found.".formatted(table));
    };
  }

  private Stream<Transaction> transactions(Reach reach) {
    if (reach.only().isPresent()) {
      return erp.transaction(reach.only().get()).stream();
    }
    if (reach.parents().isPresent()) {
      return reach.parents().get().stream()
          .distinct()
          .flatMap(id -> erp.transaction(id).stream())
          .flatMap(this::madeFrom);
    }
    return reach
        .changedFrom()
        .map(erp::changedFrom)
        .orElseGet(() -> erp.from(reach.idFrom().orElse(0L)));
  }

  private Stream<Transaction> madeFrom(Transaction source) {
    return switch (source) {
      case SalesOrder order -> order.children().all().filter(made -> !(made instanceof CreditMemo));
      case Invoice invoice ->
          erp.parent(invoice).children().creditsOf(invoice).stream().map(made -> made);
      case ItemFulfillment _, CustomerDeposit _, CreditMemo _ -> Stream.of();
    };
  }

  private long source(Transaction child) {
    return child instanceof CreditMemo credit ? credit.invoice() : erp.parent(child).id();
  }

  private static Row row(Transaction transaction) {
    return switch (transaction) {
      case SalesOrder order -> column -> order(order, column);
      case ItemFulfillment made -> column -> child(made, made.shipStatus().name(), null, column);
      case Invoice made -> column -> child(made, "A", made.amounts().total(), column);
      case CustomerDeposit made -> column -> child(made, "A", made.payment(), column);
      case CreditMemo made -> column -> child(made, "A", made.amounts().total(), column);
    };
  }

  /** The source of a transaction is a column of its lines, not of itself. */
  private static @Nullable Object child(
      Transaction made, String status, @Nullable BigDecimal total, String column) {
    return switch (column) {
      case "id" -> BigDecimal.valueOf(made.id());
      case "type" -> made.kind().type();
      case "recordtype" -> made.kind().record().toLowerCase(Locale.ROOT);
      case "tranid" -> made.tranId();
      case "trandate" -> made.tranDate().atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
      case "externalid" -> made.externalId();
      case "status" -> status;
      case "foreigntotal", "total" -> total;
      case "voided" -> "F";
      case "createddate" -> made.stamps().created();
      case "lastmodifieddate" -> made.stamps().modified();
      case "entity", "currency", "exchangerate", "taxtotal", "otherrefnum", "memo" -> null;
      default -> custom(Map.of(), "custbody", column);
    };
  }

  private static @Nullable Object order(SalesOrder order, String column) {
    return switch (column) {
      case "id" -> BigDecimal.valueOf(order.id());
      case "type" -> "SalesOrd";
      case "recordtype" -> "salesorder";
      case "tranid" -> order.tranId();
      case "trandate" -> order.tranDate().atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
      case "externalid" -> order.externalId();
      case "status" -> order.status().name();
      case "entity" -> BigDecimal.valueOf(order.entity());
      case "currency" -> order.currency();
      case "exchangerate" -> BigDecimal.ONE;
      case "foreigntotal", "total" -> order.amounts().total();
      case "taxtotal" -> order.amounts().tax();
      case "voided" -> "F";
      case "createddate" -> order.stamps().created();
      case "lastmodifieddate" -> order.stamps().modified();
      case "otherrefnum", "memo" -> field(order.fields(), column);
      default -> custom(order.fields(), "custbody", column);
    };
  }

  private Stream<Row> lines(Transaction transaction) {
    return switch (transaction) {
      case SalesOrder order -> lines(order);
      case ItemFulfillment made ->
          lines(
              made,
              made.items().stream()
                  .map(item -> new Moved(item.orderLine(), item.sku(), item.quantity())));
      case Invoice made -> lines(made, moved(made.items()));
      case CreditMemo made -> lines(made, moved(made.items()));
      case CustomerDeposit made -> lines(made, Stream.of());
    };
  }

  /** What a child's line takes from its order's. */
  private record Moved(int orderLine, String sku, BigDecimal quantity) {}

  private static Stream<Moved> moved(List<Invoice.Item> items) {
    return items.stream().map(item -> new Moved(item.orderLine(), item.sku(), item.quantity()));
  }

  private Stream<Row> lines(Transaction child, Stream<Moved> moved) {
    BigDecimal parent = BigDecimal.valueOf(source(child));
    return Stream.concat(
        Stream.<Row>of(column -> line(child, parent, Optional.empty(), column)),
        moved.<Row>map(line -> column -> line(child, parent, Optional.of(line), column)));
  }

  private @Nullable Object line(
      Transaction child, BigDecimal parent, Optional<Moved> moved, String column) {
    return switch (column) {
      case "id", "linesequencenumber" -> BigDecimal.valueOf(moved.map(Moved::orderLine).orElse(0));
      case "transaction" -> BigDecimal.valueOf(child.id());
      case "createdfrom" -> parent;
      case "mainline" -> moved.isEmpty() ? "T" : "F";
      case "taxline", "isclosed" -> "F";
      case "item" ->
          moved
              .map(Moved::sku)
              .map(sku -> masters.items().get(sku))
              .map(BigDecimal::valueOf)
              .orElse(null);
      case "itemtype" -> moved.map(_ -> "InvtPart").orElse(null);
      case "quantity" -> moved.map(line -> NONE.subtract(line.quantity())).orElse(null);
      case "uniquekey", "rate", "foreignamount", "netamount" -> null;
      default -> custom(Map.of(), "custcol", column);
    };
  }

  private Stream<Row> lines(SalesOrder order) {
    SalesOrder.Amounts amounts = order.amounts();
    return Stream.of(
            Stream.<Row>of(column ->
                "mainline".equals(column) ? "T" : extra(order, column, 0, "", amounts.total())),
            order.lines().stream().<Row>map(line -> column -> line(order, line, column)),
            extraLine(order, "Discount", amounts.discount(), 1),
            extraLine(order, "ShipItem", amounts.shipping(), 2),
            extraLine(order, "TaxItem", amounts.tax(), 3))
        .flatMap(each -> each);
  }

  /** What the ERP keeps as lines behind those of the items. */
  private static Stream<Row> extraLine(SalesOrder order, String type, BigDecimal amount, int at) {
    int id = 100_000 + at;
    return amount.signum() == 0
        ? Stream.of()
        : Stream.of(column -> extra(order, column, id, type, amount.negate()));
  }

  private static @Nullable Object extra(
      SalesOrder order, String column, int id, String type, BigDecimal amount) {
    return switch (column) {
      case "id", "linesequencenumber" -> BigDecimal.valueOf(id);
      case "transaction" -> BigDecimal.valueOf(order.id());
      case "mainline", "isclosed" -> "F";
      case "taxline" -> type.equals("TaxItem") ? "T" : "F";
      case "itemtype" -> type.isEmpty() ? null : type;
      case "foreignamount", "netamount" -> amount;
      case "uniquekey", "item", "quantity", "rate", "createdfrom" -> null;
      default -> custom(Map.of(), "custcol", column);
    };
  }

  private @Nullable Object line(SalesOrder order, Line line, String column) {
    return switch (column) {
      case "id", "linesequencenumber" -> BigDecimal.valueOf(line.line());
      case "uniquekey" -> BigDecimal.valueOf(line.uniqueKey());
      case "transaction" -> BigDecimal.valueOf(order.id());
      case "item" -> BigDecimal.valueOf(masters.items().getOrDefault(line.item(), 0L));
      case "itemtype" -> "InvtPart";
      case "quantity" -> NONE.subtract(line.quantity());
      case "rate" -> line.rate();
      case "foreignamount", "netamount" -> NONE.subtract(line.amount());
      case "mainline", "taxline" -> "F";
      case "isclosed" -> line.closed() ? "T" : "F";
      case "createdfrom" -> null;
      default -> custom(line.fields(), "custcol", column);
    };
  }

  private static @Nullable Object deleted(Erp.Deleted gone, String column) {
    return switch (column) {
      case "recordid", "id" -> BigDecimal.valueOf(gone.id());
      case "type", "recordtype" -> "salesorder";
      case "deleteddate" -> gone.at();
      case "externalid" -> gone.externalId();
      default -> throw unknown(column);
    };
  }

  private static Object item(Map.Entry<String, Long> item, String column) {
    return switch (column) {
      case "id" -> BigDecimal.valueOf(item.getValue());
      case "itemid", "externalid" -> item.getKey();
      case "itemtype" -> "InvtPart";
      case "isinactive" -> "F";
      default -> throw unknown(column);
    };
  }

  private static Object currency(Map.Entry<String, String> currency, String column) {
    return switch (column) {
      case "id" -> new BigDecimal(currency.getKey());
      case "symbol", "name" -> currency.getValue();
      default -> throw unknown(column);
    };
  }

  private static @Nullable Object custom(
      Map<String, JsonNode> fields, String prefix, String column) {
    if (!column.startsWith(prefix)) {
      throw unknown(column);
    }
    return field(fields, column);
  }

  /** Body fields keep the spelling they were sent in; columns are lower case. */
  private static @Nullable Object field(Map<String, JsonNode> fields, String column) {
    for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
      if (field.getKey().toLowerCase(Locale.ROOT).equals(column)) {
        JsonNode value = field.getValue();
        return value.isBoolean() ? (value.asBoolean() ? "T" : "F") : value.asText();
      }
    }
    return null;
  }

  private static Refusal unknown(String column) {
    return Refusal.invalid(
        "INVALID_PARAMETER", "Field '%s' for this record was not found.".formatted(column));
  }
}
