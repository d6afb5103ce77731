@NullMarked
package io.plumbline.connectors.netsuite;

import org.jspecify.annotations.NullMarked;
