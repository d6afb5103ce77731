/** The truth about a run, computed afterwards from the histories of the systems themselves. */
@NullMarked
package io.plumbline.sandbox.oracle;

import org.jspecify.annotations.NullMarked;
