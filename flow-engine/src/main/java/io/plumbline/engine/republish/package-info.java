/** Tells again what was published, so that whoever listens can start from nothing. */
@NullMarked
package io.plumbline.engine.republish;

import org.jspecify.annotations.NullMarked;
