@NullMarked
package io.plumbline.bench.startup;

import org.jspecify.annotations.NullMarked;
