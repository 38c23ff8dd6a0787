/**
 * Reading container images from a user's files, and carrying them to a controller as one stream.
 */
@NullMarked
package io.drayage.api.image;

import org.jspecify.annotations.NullMarked;
