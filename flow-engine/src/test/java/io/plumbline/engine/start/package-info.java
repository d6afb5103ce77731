@NullMarked
package io.plumbline.engine.start;

import org.jspecify.annotations.NullMarked;
