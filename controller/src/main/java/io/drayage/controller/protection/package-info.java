/** The protection module at work: each move's verdict, and the permit that follows from it. */
@NullMarked
package io.drayage.controller.protection;

import org.jspecify.annotations.NullMarked;
