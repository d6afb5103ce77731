/** What the order flow asks of each connection. */
@NullMarked
package io.plumbline.order.rules;

import org.jspecify.annotations.NullMarked;
