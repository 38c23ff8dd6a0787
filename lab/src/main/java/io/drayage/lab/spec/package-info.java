/** What a lab consists of, and lab.yaml, where the user writes it. */
@NullMarked
package io.drayage.lab.spec;

import org.jspecify.annotations.NullMarked;
