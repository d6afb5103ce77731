@NullMarked
package io.plumbline.engine.sql;

import org.jspecify.annotations.NullMarked;
