@NullMarked
package io.plumbline.engine.apply;

import org.jspecify.annotations.NullMarked;
