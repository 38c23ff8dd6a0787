/** The cached Debian root that all hosts of all labs share. */
@NullMarked
package io.drayage.lab.root;

import org.jspecify.annotations.NullMarked;
