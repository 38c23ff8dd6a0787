@NullMarked
package io.drayage.chaos.report;

import org.jspecify.annotations.NullMarked;
