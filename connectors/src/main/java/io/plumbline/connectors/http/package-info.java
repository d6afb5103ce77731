/** The one way connectors speak HTTP: bounded in time, every failure classified. */
@NullMarked
package io.plumbline.connectors.http;

import org.jspecify.annotations.NullMarked;
