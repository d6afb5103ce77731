@NullMarked
package io.plumbline.sandbox;

import org.jspecify.annotations.NullMarked;
