@NullMarked
package io.plumbline.engine.web;

import org.jspecify.annotations.NullMarked;
