package io.plumbline.connectors.shopify;

/** The GraphQL documents, written out as they are sent. */
final class ShopifyDocuments {

  private static final String LINE =
      """
      fragment Line on LineItem {
        id
        sku
        quantity
        currentQuantity
        originalUnitPriceSet { shopMoney { amount } }
        discountAllocations { allocatedAmountSet { shopMoney { amount } } }
        taxLines { priceSet { shopMoney { amount } } }
      }
      """;

  private static final String ORDER =
      """
      fragment Address on MailingAddress {
        name company address1 address2 city zip provinceCode countryCodeV2
      }
      fragment Order on Order {
        id
        name
        test
        createdAt
        processedAt
        updatedAt
        closedAt
        cancelledAt
        cancelReason
        displayFinancialStatus
        displayFulfillmentStatus
        currencyCode
        presentmentCurrencyCode
        taxesIncluded
        sourceName
        email
        customer { id }
        shippingAddress { ...Address }
        billingAddress { ...Address }
        currentTotalPriceSet { shopMoney { amount } presentmentMoney { amount } }
        currentSubtotalPriceSet { shopMoney { amount } }
        currentTotalTaxSet { shopMoney { amount } }
        currentTotalDiscountsSet { shopMoney { amount } }
        totalShippingPriceSet { shopMoney { amount } }
        transactions { gateway kind status amountSet { shopMoney { amount } } }
        lineItems(first: $lines) { nodes { ...Line } pageInfo { hasNextPage endCursor } }
        ...Payments
        ...Shipments
      }
      """
          + PaymentDocuments.PAYMENTS
          + FulfilmentDocuments.SHIPMENTS;

  /** Which orders changed, at a point each; what they say is only asked where it may be new. */
  static final String CHANGED =
      """
      query Changed($first: Int!, $after: String, $query: String!) {
        orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
          nodes { id updatedAt }
          pageInfo { hasNextPage endCursor }
        }
      }
      """;

  static final String SEVERAL =
      """
      query Orders(
        $ids: [ID!]!
        $lines: Int!
        $shipments: Int!
        $shippedLines: Int!
        $payments: Boolean!
      ) {
        nodes(ids: $ids) { ...Order }
      }
      """
          + ORDER
          + LINE;

  static final String ALL =
      """
      query AllOrders(
        $first: Int!
        $after: String
        $lines: Int!
        $shipments: Int!
        $shippedLines: Int!
        $payments: Boolean!
      ) {
        orders(first: $first, after: $after, sortKey: ID) {
          nodes { ...Order }
          pageInfo { hasNextPage endCursor }
        }
      }
      """
          + ORDER
          + LINE;

  /** As {@link #ALL}, in its order, without what they say. */
  static final String NAMED =
      """
      query NamedOrders($first: Int!, $after: String) {
        orders(first: $first, after: $after, sortKey: ID) {
          nodes { id updatedAt }
          pageInfo { hasNextPage endCursor }
        }
      }
      """;

  static final String ONE_ORDER =
      """
      query Order(
        $id: ID!
        $lines: Int!
        $shipments: Int!
        $shippedLines: Int!
        $payments: Boolean!
      ) {
        order(id: $id) { ...Order }
      }
      """
          + ORDER
          + LINE;

  static final String MORE_LINES =
      """
      query Lines($id: ID!, $lines: Int!, $after: String) {
        order(id: $id) {
          updatedAt
          lineItems(first: $lines, after: $after) {
            nodes { ...Line }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
      """
          + LINE;

  static final String CANCEL =
      """
      mutation Cancel(
        $orderId: ID!
        $reason: OrderCancelReason!
        $refundMethod: OrderCancelRefundMethodInput!
        $restock: Boolean!
        $notifyCustomer: Boolean
      ) {
        orderCancel(
          orderId: $orderId
          reason: $reason
          refundMethod: $refundMethod
          restock: $restock
          notifyCustomer: $notifyCustomer
        ) {
          job { id }
          orderCancelUserErrors { field message code }
        }
      }
      """;

  private ShopifyDocuments() {}
}
