/** The emulated ERP: the record and query REST APIs of NetSuite. */
@NullMarked
package io.plumbline.sandbox.netsuite;

import org.jspecify.annotations.NullMarked;
