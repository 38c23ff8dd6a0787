/** Countries by their ISO 3166-1 codes, and the groups of countries that a law names. */
@NullMarked
package io.drayage.trust.country;

import org.jspecify.annotations.NullMarked;
