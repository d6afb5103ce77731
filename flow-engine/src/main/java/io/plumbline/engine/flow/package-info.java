@NullMarked
package io.plumbline.engine.flow;

import org.jspecify.annotations.NullMarked;
