/** The little HTTP that the emulators stand on. */
@NullMarked
package io.plumbline.sandbox.http;

import org.jspecify.annotations.NullMarked;
