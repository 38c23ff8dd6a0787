@NullMarked
package io.drayage.cli.pca;

import org.jspecify.annotations.NullMarked;
