/** Directory trees on their way: a first copy while they are in use, then what changed since. */
@NullMarked
package io.drayage.transfer.files;

import org.jspecify.annotations.NullMarked;
