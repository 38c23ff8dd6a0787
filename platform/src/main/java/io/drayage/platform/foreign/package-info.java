/** System calls that Java has no class for, through the Foreign Function and Memory API. */
@NullMarked
package io.drayage.platform.foreign;

import org.jspecify.annotations.NullMarked;
