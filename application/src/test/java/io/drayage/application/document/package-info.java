@NullMarked
package io.drayage.application.document;

import org.jspecify.annotations.NullMarked;
