@NullMarked
package io.drayage.controller.app;

import org.jspecify.annotations.NullMarked;
