/** Which of many moves begins when, and where each goes: pure and deterministic policies. */
@NullMarked
package io.drayage.balance;

import org.jspecify.annotations.NullMarked;
