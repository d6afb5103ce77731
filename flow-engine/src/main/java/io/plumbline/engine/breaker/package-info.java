@NullMarked
package io.plumbline.engine.breaker;

import org.jspecify.annotations.NullMarked;
