/** What a container image is: how it starts, and its layers in order. */
@NullMarked
package io.drayage.model.image;

import org.jspecify.annotations.NullMarked;
