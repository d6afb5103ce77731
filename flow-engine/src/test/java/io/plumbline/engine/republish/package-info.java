@NullMarked
package io.plumbline.engine.republish;

import org.jspecify.annotations.NullMarked;
