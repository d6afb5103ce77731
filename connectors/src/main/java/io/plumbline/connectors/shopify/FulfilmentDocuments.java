package io.plumbline.connectors.shopify;

/** The GraphQL documents about shipping, written out as they are sent. */
final class FulfilmentDocuments {

  /**
   * {@code fulfillments} is a plain list that is cut off without a word, so its count is asked for
   * too.
   */
  static final String SHIPMENTS =
      """
      fragment Shipped on Fulfillment {
        id
        status
        displayStatus
        createdAt
        trackingInfo { company number }
        fulfillmentLineItems(first: $shippedLines) {
          nodes { quantity lineItem { id } }
          pageInfo { hasNextPage endCursor }
        }
      }
      fragment Shipments on Order {
        fulfillmentsCount { count }
        fulfillments(first: $shipments) { ...Shipped }
      }
      """;

  static final String ALL_SHIPMENTS =
      """
      query Shipments($id: ID!, $shipments: Int!, $shippedLines: Int!) {
        order(id: $id) { updatedAt ...Shipments }
      }
      """
          + SHIPMENTS;

  static final String MORE_SHIPPED =
      """
      query Shipped($id: ID!, $lines: Int!, $after: String) {
        fulfillment(id: $id) {
          fulfillmentLineItems(first: $lines, after: $after) {
            nodes { quantity lineItem { id } }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
      """;

  /** What is still to be shipped from where, and what was shipped already. */
  static final String TO_SHIP =
      """
      query ToShip($id: ID!, $shipments: Int!, $shippedLines: Int!, $lines: Int!, $after: String) {
        order(id: $id) {
          id
          updatedAt
          ...Shipments
          fulfillmentOrders(first: 10, after: $after) {
            nodes {
              id
              status
              assignedLocation { name }
              lineItems(first: $lines) { nodes { ...Item } pageInfo { hasNextPage endCursor } }
            }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
      fragment Item on FulfillmentOrderLineItem {
        id
        remainingQuantity
        lineItem { id }
      }
      """
          + SHIPMENTS;

  static final String MORE_TO_SHIP =
      """
      query MoreToShip($id: ID!, $lines: Int!, $after: String) {
        fulfillmentOrder(id: $id) {
          lineItems(first: $lines, after: $after) {
            nodes { id remainingQuantity lineItem { id } }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
      """;

  static final String CREATE =
      """
      mutation Ship($fulfillment: FulfillmentInput!) {
        fulfillmentCreate(fulfillment: $fulfillment) {
          fulfillment { id }
          userErrors { field message }
        }
      }
      """;

  static final String TRACK =
      """
      mutation Track(
        $fulfillmentId: ID!
        $trackingInfoInput: FulfillmentTrackingInput!
        $notifyCustomer: Boolean
      ) {
        fulfillmentTrackingInfoUpdate(
          fulfillmentId: $fulfillmentId
          trackingInfoInput: $trackingInfoInput
          notifyCustomer: $notifyCustomer
        ) {
          fulfillment { id }
          userErrors { field message }
        }
      }
      """;

  static final String CANCEL =
      """
      mutation TakeBack($id: ID!) {
        fulfillmentCancel(id: $id) {
          fulfillment { id }
          userErrors { field message }
        }
      }
      """;

  private FulfilmentDocuments() {}
}
