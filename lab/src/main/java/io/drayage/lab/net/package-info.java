/** A lab's addresses, its router and the links with a bandwidth between router and hosts. */
@NullMarked
package io.drayage.lab.net;

import org.jspecify.annotations.NullMarked;
