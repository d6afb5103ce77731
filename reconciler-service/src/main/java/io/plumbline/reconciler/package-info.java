@NullMarked
package io.plumbline.reconciler;

import org.jspecify.annotations.NullMarked;
