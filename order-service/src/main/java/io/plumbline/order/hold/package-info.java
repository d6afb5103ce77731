/** People keep an order back at the warehouse, and let it go. */
@NullMarked
package io.plumbline.order.hold;

import org.jspecify.annotations.NullMarked;
