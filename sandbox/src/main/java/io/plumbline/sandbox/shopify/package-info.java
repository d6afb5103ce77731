/** The emulated storefront: the GraphQL Admin API and webhooks of Shopify. */
@NullMarked
package io.plumbline.sandbox.shopify;

import org.jspecify.annotations.NullMarked;
