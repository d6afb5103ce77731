/** The broker process of the embedded stack. */
@NullMarked
package io.plumbline.embedded.broker;

import org.jspecify.annotations.NullMarked;
