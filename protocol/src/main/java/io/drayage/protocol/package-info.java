/**
 * What controller and agent say to each other: the gRPC services and messages, and their mapping to
 * the model.
 */
@NullMarked
package io.drayage.protocol;

import org.jspecify.annotations.NullMarked;
