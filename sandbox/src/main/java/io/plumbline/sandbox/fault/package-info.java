/** What goes wrong at a vendor, on purpose and by seed. */
@NullMarked
package io.plumbline.sandbox.fault;

import org.jspecify.annotations.NullMarked;
