@NullMarked
package io.plumbline.engine.mapping;

import org.jspecify.annotations.NullMarked;
