/** A YAML file as a tree in which every key is either understood or named. */
@NullMarked
package io.drayage.application.document;

import org.jspecify.annotations.NullMarked;
