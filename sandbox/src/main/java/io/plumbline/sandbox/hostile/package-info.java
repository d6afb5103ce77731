/**
 * What a stranger, a broken system or a clumsy colleague sends: real payloads gone wrong by seed.
 */
@NullMarked
package io.plumbline.sandbox.hostile;

import org.jspecify.annotations.NullMarked;
