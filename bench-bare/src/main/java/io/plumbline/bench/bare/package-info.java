@NullMarked
package io.plumbline.bench.bare;

import org.jspecify.annotations.NullMarked;
