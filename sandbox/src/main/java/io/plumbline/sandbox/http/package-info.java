/** The little HTTP that both emulators stand on. */
@NullMarked
package io.plumbline.sandbox.http;

import org.jspecify.annotations.NullMarked;
