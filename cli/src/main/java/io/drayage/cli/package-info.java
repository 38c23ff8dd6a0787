/**
 * The command line: arguments, progress, tables and JSON; knows every module, and none knows it.
 */
@NullMarked
package io.drayage.cli;

import org.jspecify.annotations.NullMarked;
