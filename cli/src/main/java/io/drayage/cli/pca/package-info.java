/** Commands of the Privacy Certificate Authority. */
@NullMarked
package io.drayage.cli.pca;

import org.jspecify.annotations.NullMarked;
