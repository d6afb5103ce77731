/** What callers are told. */
@NullMarked
package io.plumbline.engine.api;

import org.jspecify.annotations.NullMarked;
