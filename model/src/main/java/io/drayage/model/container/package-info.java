/** Containers: what they are made of, where they are and what they do. */
@NullMarked
package io.drayage.model.container;

import org.jspecify.annotations.NullMarked;
