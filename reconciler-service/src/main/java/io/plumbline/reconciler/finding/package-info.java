/** A drift that was found, with verdict, cause, exposure and action. */
@NullMarked
package io.plumbline.reconciler.finding;

import org.jspecify.annotations.NullMarked;
