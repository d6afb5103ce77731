/** How far the reconciler is: lag, watermarks, health, metrics. */
@NullMarked
package io.plumbline.reconciler.status;

import org.jspecify.annotations.NullMarked;
