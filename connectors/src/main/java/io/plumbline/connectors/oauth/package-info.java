/** Access tokens that live for a while: the client credentials grant and signed assertions. */
@NullMarked
package io.plumbline.connectors.oauth;

import org.jspecify.annotations.NullMarked;
