@NullMarked
package io.drayage.lab.demo;

import org.jspecify.annotations.NullMarked;
