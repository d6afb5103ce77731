@NullMarked
package io.plumbline.connectors.hostile;

import org.jspecify.annotations.NullMarked;
