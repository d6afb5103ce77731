/**
 * Files as a way in: every row becomes a record of the inbox, like a webhook or a polled record.
 */
@NullMarked
package io.plumbline.engine.fileimport;

import org.jspecify.annotations.NullMarked;
