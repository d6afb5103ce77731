@NullMarked
package io.plumbline.engine.snapshot;

import org.jspecify.annotations.NullMarked;
