@NullMarked
package io.plumbline.connectors.http;

import org.jspecify.annotations.NullMarked;
