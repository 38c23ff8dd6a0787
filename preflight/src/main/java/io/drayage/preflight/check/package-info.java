/** The checks: each compares facts and says ok, warning or refusal, with the cause and the cure. */
@NullMarked
package io.drayage.preflight.check;

import org.jspecify.annotations.NullMarked;
