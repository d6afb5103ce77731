package io.plumbline.sandbox.shiphero;

import graphql.Scalars;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Ties the schema file to the warehouse; each answer tells its id and what it cost. */
final class Schema {
  static final String COST = "cost";
  static final String REQUEST = "request";
  static final String ANALYSED = "analysed";

  private Schema() {}

  static GraphQLSchema of(Queries queries, Mutations mutations) {
    RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    List.of("ISODateTime", "Money").forEach(name -> wiring.scalar(text(name)));
    wiring.type(
        "Query",
        type ->
            type.dataFetcher("orders", answered(call -> Map.of("data", queries.orders(call))))
                .dataFetcher("order", answered(call -> Map.of("data", queries.order(call))))
                .dataFetcher(
                    "shipments", answered(call -> Map.of("data", queries.shipments(call)))));
    wiring.type(
        "Mutation",
        type ->
            type.dataFetcher("order_create", answered(mutations::create))
                .dataFetcher("order_update", answered(mutations::update))
                .dataFetcher("order_add_line_items", answered(mutations::addLines))
                .dataFetcher("order_update_line_items", answered(mutations::updateLines))
                .dataFetcher("order_remove_line_items", answered(mutations::removeLines))
                .dataFetcher("order_cancel", answered(mutations::cancel))
                .dataFetcher("order_update_holds", answered(mutations::holds))
                .dataFetcher("shipment_create", answered(mutations::ship))
                .dataFetcher("webhook_create", answered(mutations::register))
                .dataFetcher("webhook_delete", answered(mutations::unregister)));
    wiring.type("OrdersQueryResult", type -> type.dataFetcher("data", queries::ordersPage));
    wiring.type("ShipmentsQueryResult", type -> type.dataFetcher("data", queries::shipmentsPage));
    List.of("Order", "Shipment")
        .forEach(name -> wiring.type(name, type -> type.dataFetcher("line_items", Queries::inner)));
    try (InputStream file = Schema.class.getResourceAsStream("public-api.graphqls")) {
      return new SchemaGenerator()
          .makeExecutableSchema(new SchemaParser().parse(file), wiring.build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With {@code analyze} nothing is done and only the cost is told. */
  private static DataFetcher<Object> answered(Function<DataFetchingEnvironment, Object> fetch) {
    return call -> {
      Map<String, @Nullable Object> answer = new HashMap<>();
      if (Boolean.TRUE.equals(call.getArgument("analyze"))) {
        call.getGraphQlContext().put(ANALYSED, true);
      } else if (fetch.apply(call) instanceof Map<?, ?> fetched) {
        fetched.forEach((key, value) -> answer.put(String.valueOf(key), value));
      }
      answer.put("request_id", call.getGraphQlContext().get(REQUEST));
      answer.put("complexity", call.getGraphQlContext().get(COST));
      return answer;
    };
  }

  private static GraphQLScalarType text(String name) {
    return GraphQLScalarType.newScalar()
        .name(name)
        .coercing(Scalars.GraphQLString.getCoercing())
        .build();
  }
}
