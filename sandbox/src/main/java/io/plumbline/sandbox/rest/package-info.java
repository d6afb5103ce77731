/** How the sandbox's player speaks to everything it watches: plain HTTP and JSON. */
@NullMarked
package io.plumbline.sandbox.rest;

import org.jspecify.annotations.NullMarked;
