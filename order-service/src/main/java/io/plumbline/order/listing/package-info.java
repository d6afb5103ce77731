/** The service's own picture of its orders, for lists and for looking one up. */
@NullMarked
package io.plumbline.order.listing;

import org.jspecify.annotations.NullMarked;
