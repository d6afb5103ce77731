@NullMarked
package io.plumbline.bench.topology;

import org.jspecify.annotations.NullMarked;
