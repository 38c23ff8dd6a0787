package io.drayage.trust.external;

import java.util.Optional;

/**
 * Why a verdict is asked for.
 *
 * @param moment {@code admission}, {@code permit}, {@code recheck}, {@code commit}, {@code test}
 * @param migration its id, once it has one
 */
public record Occasion(String moment, Optional<String> migration) {}
