/** Applications: what is to be done that they are as described, and doing it. */
@NullMarked
package io.drayage.controller.app;

import org.jspecify.annotations.NullMarked;
