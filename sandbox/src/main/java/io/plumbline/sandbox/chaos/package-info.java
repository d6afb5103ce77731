/** Blows on a running system: which fall, how they are struck, and whether it recovers. */
@NullMarked
package io.plumbline.sandbox.chaos;

import org.jspecify.annotations.NullMarked;
