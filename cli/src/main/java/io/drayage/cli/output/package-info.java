/** Tables for people and JSON for programs. */
@NullMarked
package io.drayage.cli.output;

import org.jspecify.annotations.NullMarked;
