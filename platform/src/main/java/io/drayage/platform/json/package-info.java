/** The one JSON mapper. */
@NullMarked
package io.drayage.platform.json;

import org.jspecify.annotations.NullMarked;
