/**
 * A lab under a policy: who may say where its hosts stand, and what crosses between two of them.
 */
@NullMarked
package io.drayage.lab.law;

import org.jspecify.annotations.NullMarked;
