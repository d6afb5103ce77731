/** ShipHero: the public GraphQL API, webhooks that say which order moved. */
@NullMarked
package io.plumbline.connectors.shiphero;

import org.jspecify.annotations.NullMarked;
