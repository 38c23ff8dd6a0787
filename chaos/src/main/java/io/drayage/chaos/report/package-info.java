/** What was found, counted. */
@NullMarked
package io.drayage.chaos.report;

import org.jspecify.annotations.NullMarked;
