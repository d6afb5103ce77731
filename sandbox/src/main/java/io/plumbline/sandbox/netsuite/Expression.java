package io.plumbline.sandbox.netsuite;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a query computes from a row; a condition is an expression that is true or false. */
sealed interface Expression {

  @Nullable Object value(Scope scope);

  /** The rows that an expression sees, by table alias, and the account's time zone. */
  record Scope(Map<String, Tables.Row> rows, ZoneId zone) {}

  /** A column, with the alias of its table or of whichever table has it. */
  record Column(String alias, String name) implements Expression {
    @Override
    public @Nullable Object value(Scope scope) {
      if (!alias.isEmpty()) {
        Tables.Row row = scope.rows().get(alias);
        if (row == null) {
          throw Tokens.invalid("no table is called " + alias);
        }
        return row.get(name);
      }
      return scope.rows().size() == 1
          ? scope.rows().values().iterator().next().get(name)
          : ofAny(scope);
    }

    private @Nullable Object ofAny(Scope scope) {
      Refusal last = Tokens.invalid("no table has " + name);
      for (Tables.Row row : scope.rows().values()) {
        try {
          return row.get(name);
        } catch (Refusal unknownHere) {
          last = unknownHere;
        }
      }
      throw last;
    }
  }

  /** A constant. */
  record Literal(@Nullable Object constant) implements Expression {
    @Override
    public @Nullable Object value(Scope scope) {
      return constant;
    }
  }

  /** {@code TO_CHAR(date, format)} in the account's zone, or of a number. */
  record ToChar(Expression of, String format) implements Expression {
    @Override
    public @Nullable Object value(Scope scope) {
      return switch (of.value(scope)) {
        case null -> null;
        case Instant at -> DateFormats.text(at, format, scope.zone());
        case Object other -> Values.text(other, scope.zone());
      };
    }
  }

  /** {@code TO_DATE} and {@code TO_TIMESTAMP}: local time of the account's zone. */
  record ToDate(Expression of, String format) implements Expression {
    @Override
    public @Nullable Object value(Scope scope) {
      Object text = of.value(scope);
      return text == null ? null : DateFormats.instant(String.valueOf(text), format, scope.zone());
    }
  }

  /** {@code NVL} and {@code COALESCE}. */
  record FirstKnown(List<Expression> of) implements Expression {
    @Override
    public @Nullable Object value(Scope scope) {
      for (Expression each : of) {
        Object value = each.value(scope);
        if (value != null) {
          return value;
        }
      }
      return null;
    }
  }

  /** {@code BUILTIN.DF}: the text that a person would see. */
  record Display(Expression of) implements Expression {
    @Override
    public @Nullable Object value(Scope scope) {
      Object value = of.value(scope);
      if (value != null && of instanceof Column column) {
        return switch (column.name()) {
          case "status" -> status(scope, column, String.valueOf(value));
          case "currency" -> Account.CURRENCIES.getOrDefault(String.valueOf(value), "");
          default -> value;
        };
      }
      return value;
    }
  }

  private static String status(Scope scope, Column column, String letter) {
    Object type = new Column(column.alias(), "type").value(scope);
    return switch (String.valueOf(type)) {
      case "ItemShip" -> "Item Fulfillment : " + ItemFulfillment.ShipStatus.valueOf(letter).title();
      case "CustInvc" -> "Invoice : Open";
      case "CustDep" -> "Customer Deposit : Not Deposited";
      default -> "Sales Order : " + SalesOrder.Status.valueOf(letter).title();
    };
  }

  /** A comparison; with something unknown it is never true. */
  record Compare(Expression left, String by, Expression right) implements Expression {
    @Override
    public Object value(Scope scope) {
      Object one = left.value(scope);
      Object other = right.value(scope);
      if (one == null || other == null) {
        return false;
      }
      int order = Values.compare(one, other);
      return switch (by) {
        case "=" -> order == 0;
        case "<>", "!=" -> order != 0;
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        default -> order >= 0;
      };
    }
  }

  record In(Expression of, List<Expression> among) implements Expression {
    @Override
    public Object value(Scope scope) {
      return among.stream().anyMatch(each -> Values.holds(new Compare(of, "=", each), scope));
    }
  }

  record Like(Expression of, String pattern) implements Expression {
    @Override
    public Object value(Scope scope) {
      Object value = of.value(scope);
      return value != null && String.valueOf(value).matches(pattern);
    }
  }

  record IsNull(Expression of) implements Expression {
    @Override
    public Object value(Scope scope) {
      return of.value(scope) == null;
    }
  }

  record And(Expression left, Expression right) implements Expression {
    @Override
    public Object value(Scope scope) {
      return Values.holds(left, scope) && Values.holds(right, scope);
    }
  }

  record Or(Expression left, Expression right) implements Expression {
    @Override
    public Object value(Scope scope) {
      return Values.holds(left, scope) || Values.holds(right, scope);
    }
  }

  record Not(Expression of) implements Expression {
    @Override
    public Object value(Scope scope) {
      return !Values.holds(of, scope);
    }
  }

  static Literal number(String text) {
    return new Literal(new BigDecimal(text));
  }
}
