@NullMarked
package io.plumbline.engine.secrecy;

import org.jspecify.annotations.NullMarked;
