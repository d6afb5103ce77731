@NullMarked
package io.plumbline.order.aggregate;

import org.jspecify.annotations.NullMarked;
