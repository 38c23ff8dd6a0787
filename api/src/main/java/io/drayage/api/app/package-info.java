/** Applications as the REST interface has them. */
@NullMarked
package io.drayage.api.app;

import org.jspecify.annotations.NullMarked;
