@NullMarked
package io.plumbline.connectors.shopify;

import org.jspecify.annotations.NullMarked;
