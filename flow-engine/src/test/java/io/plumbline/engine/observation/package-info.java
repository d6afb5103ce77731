@NullMarked
package io.plumbline.engine.observation;

import org.jspecify.annotations.NullMarked;
