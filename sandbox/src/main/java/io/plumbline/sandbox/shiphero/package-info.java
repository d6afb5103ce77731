/** The emulated warehouse: the GraphQL API and webhooks of ShipHero. */
@NullMarked
package io.plumbline.sandbox.shiphero;

import org.jspecify.annotations.NullMarked;
