/** Stories over all parts, each a process of its own, as a user would run them. */
@NullMarked
package io.plumbline.endtoend;

import org.jspecify.annotations.NullMarked;
