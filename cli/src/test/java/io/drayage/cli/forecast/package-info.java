@NullMarked
package io.drayage.cli.forecast;

import org.jspecify.annotations.NullMarked;
