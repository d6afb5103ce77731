@NullMarked
package io.plumbline.engine.intake;

import org.jspecify.annotations.NullMarked;
