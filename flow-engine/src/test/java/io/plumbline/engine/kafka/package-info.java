@NullMarked
package io.plumbline.engine.kafka;

import org.jspecify.annotations.NullMarked;
