/** What a lab leaves on the machine, recorded before it is made, and how all of it is removed. */
@NullMarked
package io.drayage.lab.state;

import org.jspecify.annotations.NullMarked;
