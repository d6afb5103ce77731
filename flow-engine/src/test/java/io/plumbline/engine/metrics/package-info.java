@NullMarked
package io.plumbline.engine.metrics;

import org.jspecify.annotations.NullMarked;
