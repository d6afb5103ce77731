@NullMarked
package io.plumbline.bench.profile;

import org.jspecify.annotations.NullMarked;
