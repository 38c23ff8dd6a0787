/** The organisation's own policy, asked over HTTP: it can forbid what the rules here allow. */
@NullMarked
package io.drayage.trust.external;

import org.jspecify.annotations.NullMarked;
