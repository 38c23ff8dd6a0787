/** What everything that this project signs has in common: the keys, the numbers, the signature. */
@NullMarked
package io.drayage.trust.signing;

import org.jspecify.annotations.NullMarked;
