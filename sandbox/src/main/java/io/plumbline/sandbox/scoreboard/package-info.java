/** How well the product did: findings read by REST against the truth, and what it broke. */
@NullMarked
package io.plumbline.sandbox.scoreboard;

import org.jspecify.annotations.NullMarked;
