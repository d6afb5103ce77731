@NullMarked
package io.plumbline.engine.publish;

import org.jspecify.annotations.NullMarked;
