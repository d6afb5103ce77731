/** Items by name: what the ERP does not know, what it may be, and what a person said it is. */
@NullMarked
package io.plumbline.order.sku;

import org.jspecify.annotations.NullMarked;
