@NullMarked
package io.plumbline.engine.connector;

import org.jspecify.annotations.NullMarked;
