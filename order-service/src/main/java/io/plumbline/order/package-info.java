/** The order flow: wires its rules and its store to the engine. */
@NullMarked
package io.plumbline.order;

import org.jspecify.annotations.NullMarked;
