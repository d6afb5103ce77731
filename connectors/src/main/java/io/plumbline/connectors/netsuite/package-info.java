/** NetSuite: REST records, SuiteQL for what changed. */
@NullMarked
package io.plumbline.connectors.netsuite;

import org.jspecify.annotations.NullMarked;
