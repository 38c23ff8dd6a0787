@NullMarked
package io.drayage.chaos.watch;

import org.jspecify.annotations.NullMarked;
