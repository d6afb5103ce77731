@NullMarked
package io.plumbline.connectors.custom;

import org.jspecify.annotations.NullMarked;
