@NullMarked
package io.drayage.cli.bench;

import org.jspecify.annotations.NullMarked;
