package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.netsuite.SalesOrder.Line;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
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

  /** The rows of a table that are in reach; only orders and their lines know one. */
  Stream<Row> rows(String table, Reach reach) {
    return switch (table) {
      case "transaction" -> orders(reach).map(order -> column -> order(order, column));
      case "transactionline" -> orders(reach.ofLines()).flatMap(this::lines);
      case "deletedrecord" -> erp.deleted().stream().map(gone -> column -> deleted(gone, column));
      case "item" -> masters.items().entrySet().stream().map(item -> column -> item(item, column));
      case "currency" ->
          Account.CURRENCIES.entrySet().stream().map(each -> column -> currency(each, column));
      default ->
          throw Refusal.invalid("INVALID_PARAMETER", "Record '%s' was not found.".formatted(table));
    };
  }

  private Stream<SalesOrder> orders(Reach reach) {
    if (reach.only().isPresent()) {
      return erp.find(reach.only().get()).stream();
    }
    return reach
        .changedFrom()
        .map(erp::changedFrom)
        .orElseGet(() -> erp.from(reach.idFrom().orElse(0L)));
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
      case "uniquekey", "item", "quantity", "rate" -> null;
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
