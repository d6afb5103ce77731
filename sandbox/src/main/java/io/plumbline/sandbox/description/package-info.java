/** What a service says of its own API, held against what it answers. */
@NullMarked
package io.plumbline.sandbox.description;

import org.jspecify.annotations.NullMarked;
