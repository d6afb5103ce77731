/** Shopify: GraphQL Admin, webhooks in REST shape. */
@NullMarked
package io.plumbline.connectors.shopify;

import org.jspecify.annotations.NullMarked;
