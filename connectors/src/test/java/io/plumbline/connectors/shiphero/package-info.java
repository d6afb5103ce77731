@NullMarked
package io.plumbline.connectors.shiphero;

import org.jspecify.annotations.NullMarked;
