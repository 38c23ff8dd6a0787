@NullMarked
package io.drayage.lab.demo.store;

import org.jspecify.annotations.NullMarked;
