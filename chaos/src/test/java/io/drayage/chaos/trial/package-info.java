@NullMarked
package io.drayage.chaos.trial;

import org.jspecify.annotations.NullMarked;
