/** The REST API that every flow service has, and how all of them answer when they refuse. */
@NullMarked
package io.plumbline.engine.api;

import org.jspecify.annotations.NullMarked;
