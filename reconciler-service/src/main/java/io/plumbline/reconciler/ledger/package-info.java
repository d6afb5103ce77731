/** Findings in PostgreSQL: what the topology found and what people did about it. */
@NullMarked
package io.plumbline.reconciler.ledger;

import org.jspecify.annotations.NullMarked;
