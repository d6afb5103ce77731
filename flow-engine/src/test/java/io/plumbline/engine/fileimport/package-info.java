@NullMarked
package io.plumbline.engine.fileimport;

import org.jspecify.annotations.NullMarked;
