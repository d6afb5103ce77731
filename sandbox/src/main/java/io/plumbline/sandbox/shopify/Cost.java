package io.plumbline.sandbox.shopify;

import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.QueryComplexityCalculator;
import graphql.execution.CoercedVariables;
import graphql.language.Document;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's price of a query: scalars are free, an object costs a point, a connection as many
 * times its nodes as are asked for, a mutation ten. Parts that only carry values are free here.
 */
final class Cost {
  private static final Set<String> FREE = Set.of("MoneyBag", "MoneyV2", "PageInfo");
  private static final Set<String> FREE_FIELDS =
      Set.of("edges", "pageInfo", "shopMoney", "presentmentMoney", "extensions");
  private static final int MUTATION = 10;

  private Cost() {}

  static int requested(
      GraphQLSchema schema,
      Document document,
      @Nullable String operation,
      Map<String, Object> variables) {
    return QueryComplexityCalculator.newCalculator()
        .fieldComplexityCalculator(Cost::field)
        .schema(schema)
        .document(document)
        .operationName(operation)
        .variables(CoercedVariables.of(variables))
        .build()
        .calculate();
  }

  /** What the answer really held. */
  static int actual(@Nullable Object data) {
    return count("", data) - 1;
  }

  private static int field(FieldComplexityEnvironment field, int children) {
    GraphQLNamedType type =
        (GraphQLNamedType) GraphQLTypeUtil.unwrapAll(field.getFieldDefinition().getType());
    if (!(type instanceof GraphQLCompositeType) || FREE.contains(type.getName())) {
      return 0;
    }
    if (type.getName().endsWith("Connection")) {
      return 1 + children * size(field.getArguments());
    }
    if (type.getName().endsWith("Edge")) {
      return children;
    }
    if (field.getArguments().get("ids") instanceof List<?> ids) {
      return (1 + children) * ids.size();
    }
    if (type.getName().endsWith("Payload")) {
      return MUTATION + children;
    }
    // A plain list that is asked for its first ones costs as many as that.
    return (1 + children) * size(field.getArguments());
  }

  private static int size(Map<String, Object> arguments) {
    Object size = arguments.getOrDefault("first", arguments.get("last"));
    return size instanceof Integer number ? number : 1;
  }

  private static int count(String field, @Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case List<?> list -> list.stream().mapToInt(each -> count(field, each)).sum();
      case Map<?, ?> map ->
          (FREE_FIELDS.contains(field) || field.endsWith("Set") ? 0 : 1)
              + map.entrySet().stream()
                  .mapToInt(entry -> count(String.valueOf(entry.getKey()), entry.getValue()))
                  .sum();
      default -> 0;
    };
  }
}
