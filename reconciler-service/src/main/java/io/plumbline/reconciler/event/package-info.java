/** What the flow services publish, as far as the reconciler uses it. */
@NullMarked
package io.plumbline.reconciler.event;

import org.jspecify.annotations.NullMarked;
