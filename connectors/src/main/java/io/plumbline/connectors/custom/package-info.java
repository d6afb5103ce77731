/** Systems of the company's own, connected by a mapping file and settings, without code. */
@NullMarked
package io.plumbline.connectors.custom;

import org.jspecify.annotations.NullMarked;
