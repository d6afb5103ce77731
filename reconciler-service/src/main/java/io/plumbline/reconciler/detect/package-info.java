/** Pure functions from a view to the discrepancies in it, one class per kind. */
@NullMarked
package io.plumbline.reconciler.detect;

import org.jspecify.annotations.NullMarked;
