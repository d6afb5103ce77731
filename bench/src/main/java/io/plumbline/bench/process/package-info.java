@NullMarked
package io.plumbline.bench.process;

import org.jspecify.annotations.NullMarked;
