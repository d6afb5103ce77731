/** What crosses from one order to another: numbers of parcels, who ships and who tells them. */
@NullMarked
package io.plumbline.reconciler.parcel;

import org.jspecify.annotations.NullMarked;
