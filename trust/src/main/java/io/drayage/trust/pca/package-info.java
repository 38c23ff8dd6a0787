/** The Privacy Certificate Authority: it issues and revokes attribute certificates. */
@NullMarked
package io.drayage.trust.pca;

import org.jspecify.annotations.NullMarked;
