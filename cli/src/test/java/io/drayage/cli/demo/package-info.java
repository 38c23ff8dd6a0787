@NullMarked
package io.drayage.cli.demo;

import org.jspecify.annotations.NullMarked;
