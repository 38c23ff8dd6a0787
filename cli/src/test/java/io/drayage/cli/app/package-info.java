@NullMarked
package io.drayage.cli.app;

import org.jspecify.annotations.NullMarked;
