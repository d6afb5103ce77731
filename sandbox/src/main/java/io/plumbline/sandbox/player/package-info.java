/** Plays a launch day: real orders, disturbances and planted drifts, then the score. */
@NullMarked
package io.plumbline.sandbox.player;

import org.jspecify.annotations.NullMarked;
