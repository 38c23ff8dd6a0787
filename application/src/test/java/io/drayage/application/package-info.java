@NullMarked
package io.drayage.application;

import org.jspecify.annotations.NullMarked;
