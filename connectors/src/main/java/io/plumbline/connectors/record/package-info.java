/** What every vendor's records have in common: when they changed, and whose names they carry. */
@NullMarked
package io.plumbline.connectors.record;

import org.jspecify.annotations.NullMarked;
