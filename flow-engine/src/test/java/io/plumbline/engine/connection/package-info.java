@NullMarked
package io.plumbline.engine.connection;

import org.jspecify.annotations.NullMarked;
