@NullMarked
package io.plumbline.engine;

import org.jspecify.annotations.NullMarked;
