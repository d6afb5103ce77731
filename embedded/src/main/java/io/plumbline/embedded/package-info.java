@NullMarked
package io.plumbline.embedded;

import org.jspecify.annotations.NullMarked;
