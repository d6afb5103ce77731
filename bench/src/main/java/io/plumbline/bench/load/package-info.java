@NullMarked
package io.plumbline.bench.load;

import org.jspecify.annotations.NullMarked;
