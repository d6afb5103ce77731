@NullMarked
package io.plumbline.engine.throttle;

import org.jspecify.annotations.NullMarked;
