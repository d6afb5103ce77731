package io.plumbline.sandbox.shopify;

import static java.util.Objects.requireNonNull;

import graphql.Scalars;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.TypeResolver;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ties the schema file to the shop's orders. */
final class Schema {
  private static final String FILE = "admin.graphqls";
  private static final List<String> TEXT =
      List.of(
          "DateTime",
          "Decimal",
          "Money",
          "UnsignedInt64",
          "CurrencyCode",
          "CountryCode",
          "URL",
          "BigInt");
  private static final List<String> LISTS =
      List.of("lineItems", "shippingLines", "discountApplications", "fulfillmentOrders");

  private Schema() {}

  static GraphQLSchema of(
      OrderQueries queries,
      PaymentQueries payments,
      OrderMutations mutations,
      FulfilmentMutations fulfilments) {
    RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    TEXT.forEach(name -> wiring.scalar(text(name)));
    wiring.type(
        "QueryRoot",
        type ->
            type.dataFetcher("order", queries::order)
                .dataFetcher("node", queries::node)
                .dataFetcher("nodes", queries::nodes)
                .dataFetcher("fulfillment", queries::fulfilment)
                .dataFetcher("fulfillmentOrder", queries::fulfilmentOrder)
                .dataFetcher("refund", queries::refund)
                .dataFetcher("orders", queries::orders)
                .dataFetcher("ordersCount", queries::count)
                .dataFetcher("shop", queries::shop)
                .dataFetcher("shopifyPaymentsAccount", payments::account));
    wiring.type(
        "ShopifyPaymentsAccount",
        type ->
            type.dataFetcher("balanceTransactions", payments::balanceTransactions)
                .dataFetcher("payouts", payments::payouts));
    wiring.type(
        "Mutation",
        type ->
            type.dataFetcher("orderUpdate", mutations::update)
                .dataFetcher("orderCancel", mutations::cancel)
                .dataFetcher("orderMarkAsPaid", mutations::markAsPaid)
                .dataFetcher("fulfillmentCreate", fulfilments::create)
                .dataFetcher("fulfillmentTrackingInfoUpdate", fulfilments::track)
                .dataFetcher("fulfillmentCancel", fulfilments::cancel)
                .dataFetcher("fulfillmentOrderHold", fulfilments::hold)
                .dataFetcher("fulfillmentOrderReleaseHold", fulfilments::release));
    wiring.type(
        "Order",
        type -> {
          LISTS.forEach(name -> type.dataFetcher(name, Schema::list));
          return type.dataFetcher("transactions", Schema::first)
              .dataFetcher("fulfillments", Schema::first)
              .dataFetcher("refunds", Schema::first);
        });
    wiring.type("Refund", type -> type.dataFetcher("refundLineItems", Schema::list));
    wiring.type("FulfillmentOrder", type -> type.dataFetcher("lineItems", Schema::list));
    wiring.type(
        "Fulfillment",
        type ->
            type.dataFetcher("fulfillmentLineItems", Schema::list)
                .dataFetcher("trackingInfo", Schema::first));
    List.of("Node", "DiscountApplication", "PricingValue")
        .forEach(name -> wiring.type(name, type -> type.typeResolver(byTypeName())));
    try (InputStream file = Schema.class.getResourceAsStream(FILE)) {
      return new SchemaGenerator()
          .makeExecutableSchema(new SchemaParser().parse(file), wiring.build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A list inside an order, paged; elements have no better place than their position. */
  private static Object list(DataFetchingEnvironment call) {
    NavigableMap<Place, Object> places = new TreeMap<>();
    elements(call).forEach(element -> places.put(new Place(places.size(), 0), element));
    return Connection.page(places, _ -> true, Schema::asMap, call);
  }

  private static Object first(DataFetchingEnvironment call) {
    List<?> elements = elements(call);
    Integer first = call.getArgument("first");
    return first == null || first >= elements.size() ? elements : elements.subList(0, first);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> asMap(Object element) {
    return (Map<String, @Nullable Object>) element;
  }

  private static List<?> elements(DataFetchingEnvironment call) {
    Map<String, List<?>> order = requireNonNull(call.getSource());
    return requireNonNull(order.get(call.getField().getName()));
  }

  private static TypeResolver byTypeName() {
    return call -> {
      Map<?, ?> object = call.getObject();
      return call.getSchema().getObjectType(String.valueOf(object.get("__typename")));
    };
  }

  /** Scalars that travel as text. */
  private static GraphQLScalarType text(String name) {
    return GraphQLScalarType.newScalar()
        .name(name)
        .coercing(Scalars.GraphQLString.getCoercing())
        .build();
  }
}
