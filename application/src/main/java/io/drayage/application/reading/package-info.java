/** Application files of every form. */
@NullMarked
package io.drayage.application.reading;

import org.jspecify.annotations.NullMarked;
