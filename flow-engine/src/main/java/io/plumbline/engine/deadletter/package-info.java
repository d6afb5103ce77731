@NullMarked
package io.plumbline.engine.deadletter;

import org.jspecify.annotations.NullMarked;
