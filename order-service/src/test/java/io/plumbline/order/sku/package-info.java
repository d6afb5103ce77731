@NullMarked
package io.plumbline.order.sku;

import org.jspecify.annotations.NullMarked;
