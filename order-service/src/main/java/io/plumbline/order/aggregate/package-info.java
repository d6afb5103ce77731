/** The order as one object: what the systems say about it, facet by facet, and where it stands. */
@NullMarked
package io.plumbline.order.aggregate;

import org.jspecify.annotations.NullMarked;
