/** Who is right about what, how long a difference may last and what it costs. */
@NullMarked
package io.plumbline.reconciler.policy;

import org.jspecify.annotations.NullMarked;
