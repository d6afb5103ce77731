/** How long a discrepancy of one hop may last, learned from how long agreement takes. */
@NullMarked
package io.plumbline.reconciler.window;

import org.jspecify.annotations.NullMarked;
