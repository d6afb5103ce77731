/** What each connection says about one entity, and the episodes in which they differed. */
@NullMarked
package io.plumbline.reconciler.view;

import org.jspecify.annotations.NullMarked;
