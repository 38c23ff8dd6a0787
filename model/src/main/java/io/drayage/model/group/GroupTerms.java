package io.drayage.model.group;

import io.drayage.model.migration.MoveTerms;
import java.time.Instant;
import java.util.Optional;

/**
 * What a group keeps to.
 *
 * @param order the name of the policy that says which moves begin when
 * @param maxParallel moves at once, at most
 * @param mode how memory crosses, in the user's word
 * @param move what each move keeps to
 * @param deadline when all should have moved; empty when nobody said
 */
public record GroupTerms(
    String order, int maxParallel, String mode, MoveTerms move, Optional<Instant> deadline) {}
