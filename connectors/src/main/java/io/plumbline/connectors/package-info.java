@NullMarked
package io.plumbline.connectors;

import org.jspecify.annotations.NullMarked;
