@NullMarked
package io.drayage.lab.demo.workload;

import org.jspecify.annotations.NullMarked;
