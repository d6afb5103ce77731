@NullMarked
package io.plumbline.engine.time;

import org.jspecify.annotations.NullMarked;
