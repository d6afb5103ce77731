/** What the descriptions of the APIs and topics promise: complete, well formed and true. */
@NullMarked
package io.plumbline.checks.description;

import org.jspecify.annotations.NullMarked;
