@NullMarked
package io.drayage.lab.demo.client;

import org.jspecify.annotations.NullMarked;
