/** The demo's launcher: every process of the demo, started, watched and stopped. */
@NullMarked
package io.plumbline.embedded.launch;

import org.jspecify.annotations.NullMarked;
