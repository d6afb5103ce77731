/** The Kafka Streams topology and the stores it keeps. */
@NullMarked
package io.plumbline.reconciler.topology;

import org.jspecify.annotations.NullMarked;
