/** What every answer has in common: pages, what can be asked for, and how it is refused. */
@NullMarked
package io.plumbline.reconciler.rest;

import org.jspecify.annotations.NullMarked;
