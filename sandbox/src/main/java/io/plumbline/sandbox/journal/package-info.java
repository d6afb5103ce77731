/** What an emulator remembers: an append-only file, histories and write logs. */
@NullMarked
package io.plumbline.sandbox.journal;

import org.jspecify.annotations.NullMarked;
