package io.drayage.api;

import io.drayage.forecast.predict.Forecast;
import io.drayage.preflight.check.Finding;
import io.drayage.preflight.check.Level;
import java.util.List;
import java.util.Optional;

/**
 * What would come of a move.
 *
 * @param container what would move
 * @param source where it is
 * @param destination where it would go
 * @param mode how its memory would cross, in the user's word
 * @param verdict the worst of the findings: a refusal means that the move would not begin
 * @param findings one of each check
 * @param tookMillis how long all checks took, in milliseconds
 * @param forecast what the move would take; empty when it could not be told
 */
public record PlanView(
    String container,
    String source,
    String destination,
    String mode,
    Level verdict,
    List<Finding> findings,
    long tookMillis,
    Optional<Forecast> forecast) {}
