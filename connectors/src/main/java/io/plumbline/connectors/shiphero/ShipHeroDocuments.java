package io.plumbline.connectors.shiphero;

/** The GraphQL documents, written out as they are sent. */
final class ShipHeroDocuments {

  private static final String LINE =
      """
      fragment Line on LineItem {
        id
        sku
        partner_line_item_id
        quantity
        quantity_allocated
        quantity_pending_fulfillment
        quantity_shipped
        backorder_quantity
        price
        fulfillment_status
      }
      """;

  private static final String ORDER =
      """
      fragment Order on Order {
        id
        legacy_id
        order_number
        partner_order_id
        shop_name
        fulfillment_status
        order_date
        updated_at
        currency
        subtotal
        total_tax
        total_discounts
        total_price
        email
        shipping_lines { title price }
        holds { fraud_hold payment_hold operator_hold address_hold client_hold }
        shipping_address {
          first_name last_name company address1 address2 city state zip country
        }
        line_items(first: $lines) {
          edges { node { ...Line } }
          pageInfo { hasNextPage endCursor }
        }
        shipments {
          id
          legacy_id
          created_date
          warehouse_id
          delivered
          shipping_labels { id carrier shipping_method tracking_number tracking_status status }
          line_items(first: $lines) {
            edges { node { line_item_id quantity line_item { sku partner_line_item_id } } }
          }
        }
      }
      """;

  /** Which orders changed; what they say is only asked where it may be new. */
  static final String CHANGED =
      """
      query Changed($first: Int!, $after: String, $from: ISODateTime) {
        orders(updated_from: $from) {
          request_id
          complexity
          data(first: $first, after: $after, sort: "updated_at") {
            edges { node { id updated_at } }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
      """;

  static final String ALL =
      """
      query AllOrders($first: Int!, $after: String, $lines: Int!) {
        orders {
          request_id
          complexity
          data(first: $first, after: $after) {
            edges { node { ...Order } }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
      """
          + ORDER
          + LINE;

  static final String ONE_ORDER =
      """
      query Order($id: String!, $lines: Int!) {
        order(id: $id) {
          request_id
          complexity
          data { ...Order }
        }
      }
      """
          + ORDER
          + LINE;

  static final String BY_REFERENCE =
      """
      query ByReference($reference: String!, $first: Int!, $lines: Int!) {
        orders(partner_order_id: $reference) {
          request_id
          complexity
          data(first: $first) { edges { node { ...Order } } }
        }
      }
      """
          + ORDER
          + LINE;

  static final String BY_NUMBER =
      """
      query ByNumber($number: String!, $first: Int!, $lines: Int!) {
        orders(order_number: $number) {
          request_id
          complexity
          data(first: $first) { edges { node { ...Order } } }
        }
      }
      """
          + ORDER
          + LINE;

  static final String MORE_LINES =
      """
      query Lines($id: String!, $lines: Int!, $after: String) {
        order(id: $id) {
          request_id
          complexity
          data {
            updated_at
            line_items(first: $lines, after: $after) {
              edges { node { ...Line } }
              pageInfo { hasNextPage endCursor }
            }
          }
        }
      }
      """
          + LINE;

  static final String CREATE = mutation("order_create", "CreateOrderInput");
  static final String UPDATE = mutation("order_update", "UpdateOrderInput");
  static final String ADD_LINES = mutation("order_add_line_items", "AddLineItemsInput");
  static final String UPDATE_LINES = mutation("order_update_line_items", "UpdateLineItemsInput");
  static final String HOLDS = mutation("order_update_holds", "UpdateOrderHoldsInput");
  static final String CANCEL = mutation("order_cancel", "CancelOrderInput");

  private ShipHeroDocuments() {}

  private static String mutation(String name, String input) {
    return """
    mutation %s($data: %s!) {
      %s(data: $data) {
        request_id
        complexity
        order { id }
      }
    }
    """
        .formatted(name, input, name);
  }
}
