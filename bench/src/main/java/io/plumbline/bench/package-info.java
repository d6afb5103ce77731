@NullMarked
package io.plumbline.bench;

import org.jspecify.annotations.NullMarked;
