@NullMarked
package io.drayage.application.compose;

import org.jspecify.annotations.NullMarked;
