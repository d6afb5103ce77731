package io.plumbline.sandbox.netsuite;

import io.plumbline.sandbox.netsuite.Query.Order;
import io.plumbline.sandbox.netsuite.Query.Output;
import io.plumbline.sandbox.netsuite.Query.Source;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the SELECT subset of the query language by recursive descent. */
final class QueryParser {
  private static final Set<String> COMPARATORS = Set.of("=", "<>", "!=", "<", "<=", ">", ">=");
  private static final Set<String> NOT_AN_ALIAS =
      Set.of("where", "order", "join", "inner", "on", "fetch", "offset", ",", "", "from", ")");
  private static final String PREFERENCE = "D/M/YYYY";

  private final Tokens tokens;

  private final ZoneId zone;

  QueryParser(String text, ZoneId zone) {
    this.tokens = new Tokens(text);
    this.zone = zone;
  }

  Query query() {
    tokens.expect("select");
    List<Output> outputs = outputs();
    tokens.expect("from");
    List<Expression> conditions = new ArrayList<>();
    List<Source> sources = sources(conditions);
    if (tokens.take("where")) {
      conditions.add(condition());
    }
    List<Order> orders = tokens.take("order", "by") ? orders() : List.of();
    int most = most();
    if (!tokens.done()) {
      throw Tokens.invalid("'" + tokens.peek() + "' was not expected");
    }
    return new Query(outputs, sources, conditions, orders, most);
  }

  private List<Output> outputs() {
    List<Output> outputs = new ArrayList<>();
    do {
      Expression of = tokens.take("count", "(", "*", ")") ? Query.COUNT : value();
      String name =
          of instanceof Expression.Column column ? column.name() : "expr" + (outputs.size() + 1);
      boolean named = tokens.take("as") || !NOT_AN_ALIAS.contains(tokens.peek());
      outputs.add(new Output(named ? tokens.next() : name, of));
    } while (tokens.take(","));
    return outputs;
  }

  private List<Source> sources(List<Expression> conditions) {
    List<Source> sources = new ArrayList<>();
    sources.add(source());
    while (true) {
      if (tokens.take(",")) {
        sources.add(source());
      } else if (tokens.take("join") || tokens.take("inner", "join")) {
        sources.add(source());
        tokens.expect("on");
        conditions.add(condition());
      } else {
        return sources;
      }
    }
  }

  private Source source() {
    String table = tokens.next();
    boolean aliased = tokens.take("as") || !NOT_AN_ALIAS.contains(tokens.peek());
    return new Source(table, aliased ? tokens.next() : table);
  }

  private List<Order> orders() {
    List<Order> orders = new ArrayList<>();
    do {
      Expression by = value();
      boolean descending = tokens.take("desc");
      if (!descending) {
        boolean _ = tokens.take("asc");
      }
      orders.add(new Order(by, descending));
    } while (tokens.take(","));
    return orders;
  }

  private int most() {
    if (!tokens.take("fetch", "first") && !tokens.take("fetch", "next")) {
      return Integer.MAX_VALUE;
    }
    int most = Integer.parseInt(tokens.next());
    tokens.expect("rows", "only");
    return most;
  }

  private Expression condition() {
    Expression left = conjunction();
    while (tokens.take("or")) {
      left = new Expression.Or(left, conjunction());
    }
    return left;
  }

  private Expression conjunction() {
    Expression left = negation();
    while (tokens.take("and")) {
      left = new Expression.And(left, negation());
    }
    return left;
  }

  private Expression negation() {
    if (tokens.take("not")) {
      return new Expression.Not(negation());
    }
    if (tokens.take("(")) {
      Expression inner = condition();
      tokens.expect(")");
      return inner;
    }
    return predicate();
  }

  private Expression predicate() {
    Expression left = value();
    if (COMPARATORS.contains(tokens.peek())) {
      return new Expression.Compare(left, tokens.next(), value());
    }
    if (tokens.take("is", "null")) {
      return new Expression.IsNull(left);
    }
    if (tokens.take("is", "not", "null")) {
      return new Expression.Not(new Expression.IsNull(left));
    }
    boolean negated = tokens.take("not");
    Expression positive = positive(left);
    return negated ? new Expression.Not(positive) : positive;
  }

  private Expression positive(Expression left) {
    if (tokens.take("in", "(")) {
      return new Expression.In(left, arguments());
    }
    if (tokens.take("like")) {
      return new Expression.Like(left, like(text(tokens.next())));
    }
    tokens.expect("between");
    Expression low = value();
    tokens.expect("and");
    return new Expression.And(
        new Expression.Compare(left, ">=", low), new Expression.Compare(left, "<=", value()));
  }

  private Expression value() {
    String token = tokens.next();
    if (token.startsWith("'")) {
      return new Expression.Literal(text(token));
    }
    if (token.equals("-")) {
      return Expression.number("-" + tokens.next());
    }
    if (Character.isDigit(token.charAt(0))) {
      return Expression.number(token);
    }
    if (token.equals("null")) {
      return new Expression.Literal(null);
    }
    if (!Character.isLetter(token.charAt(0))) {
      throw Tokens.invalid("'" + token + "' is not a value");
    }
    return tokens.take("(") ? function(token, arguments()) : column(token);
  }

  private static Expression column(String token) {
    int dot = token.indexOf('.');
    return dot < 0
        ? new Expression.Column("", token)
        : new Expression.Column(token.substring(0, dot), token.substring(dot + 1));
  }

  private List<Expression> arguments() {
    List<Expression> arguments = new ArrayList<>();
    do {
      arguments.add(value());
    } while (tokens.take(","));
    tokens.expect(")");
    return arguments;
  }

  private Expression function(String name, List<Expression> arguments) {
    Expression first = arguments.getFirst();
    return switch (name) {
      case "to_char" -> new Expression.ToChar(first, format(arguments));
      case "to_date", "to_timestamp" -> date(first, format(arguments));
      case "nvl", "coalesce" -> new Expression.FirstKnown(arguments);
      case "builtin.df" -> new Expression.Display(first);
      default -> throw Tokens.invalid("function " + name + " is unknown");
    };
  }

  /** A date that is written out is read once, not once a row. */
  private Expression date(Expression of, String format) {
    return of instanceof Expression.Literal(String text)
        ? new Expression.Literal(DateFormats.instant(text, format, zone))
        : new Expression.ToDate(of, format);
  }

  private static String format(List<Expression> arguments) {
    return arguments.size() > 1 && arguments.get(1) instanceof Expression.Literal literal
        ? String.valueOf(literal.constant())
        : PREFERENCE;
  }

  private static String text(String token) {
    return token.substring(1, token.length() - 1).replace("''", "'");
  }

  private static String like(String pattern) {
    StringBuilder regex = new StringBuilder("(?s)");
    pattern
        .chars()
        .forEach(c ->
            regex.append(
                c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf((char) c))));
    return regex.toString();
  }
}
