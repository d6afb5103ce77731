@NullMarked
package io.plumbline.order.rules;

import org.jspecify.annotations.NullMarked;
