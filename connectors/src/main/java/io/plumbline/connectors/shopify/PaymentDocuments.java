package io.plumbline.connectors.shopify;

/** The GraphQL of money: what an order's buyer paid, and what the shop's account says of it. */
final class PaymentDocuments {

  /**
   * Asked only where the connection carries payments: a webhook leaves them out, and both shapes of
   * an order have to say the same.
   */
  static final String PAYMENTS =
      """
      fragment Payments on Order {
        payments: transactions @include(if: $payments) {
          id
          kind
          status
          gateway
          processedAt
          amountSet { shopMoney { amount currencyCode } }
          fees { amount { amount } }
        }
      }
      """;

  static final String ACCOUNT =
      """
      query Account($first: Int!, $after: String, $query: String!) {
        shopifyPaymentsAccount {
          balanceTransactions(
            first: $first
            after: $after
            query: $query
            sortKey: PROCESSED_AT
            reverse: true
            hideTransfers: true
          ) {
            nodes {
              id
              type
              sourceType
              sourceOrderTransactionId
              test
              transactionDate
              amount { amount currencyCode }
              fee { amount }
              net { amount }
              associatedOrder { id }
              associatedPayout { id status }
            }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
      """;

  private PaymentDocuments() {}
}
