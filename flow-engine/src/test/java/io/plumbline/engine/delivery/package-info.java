@NullMarked
package io.plumbline.engine.delivery;

import org.jspecify.annotations.NullMarked;
