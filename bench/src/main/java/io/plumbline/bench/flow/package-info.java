@NullMarked
package io.plumbline.bench.flow;

import org.jspecify.annotations.NullMarked;
