@NullMarked
package io.plumbline.order;

import org.jspecify.annotations.NullMarked;
