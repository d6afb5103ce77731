@NullMarked
package io.plumbline.checks;

import org.jspecify.annotations.NullMarked;
