/** Control totals by business day and what stands behind their differences. */
@NullMarked
package io.plumbline.reconciler.totals;

import org.jspecify.annotations.NullMarked;
