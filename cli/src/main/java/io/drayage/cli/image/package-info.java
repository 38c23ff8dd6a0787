/** Commands about images. */
@NullMarked
package io.drayage.cli.image;

import org.jspecify.annotations.NullMarked;
