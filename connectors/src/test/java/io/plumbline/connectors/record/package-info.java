@NullMarked
package io.plumbline.connectors.record;

import org.jspecify.annotations.NullMarked;
