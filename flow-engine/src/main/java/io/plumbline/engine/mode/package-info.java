@NullMarked
package io.plumbline.engine.mode;

import org.jspecify.annotations.NullMarked;
