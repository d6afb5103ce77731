/** Order files in the columns of UCI Online Retail: what is sold, what is set aside, and why. */
@NullMarked
package io.plumbline.sandbox.orders;

import org.jspecify.annotations.NullMarked;
