/** Bearer tokens for the REST API. */
@NullMarked
package io.drayage.trust.token;

import org.jspecify.annotations.NullMarked;
