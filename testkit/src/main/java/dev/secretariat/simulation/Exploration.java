package dev.secretariat.simulation;

import java.util.Optional;

/**
 * What an exhaustive search has come to.
 *
 * @param schedules how many different schedules it has run
 * @param isComplete whether those are all within the bound; false if it came to a failure or its limit before
 * @param failing the first run that failed, if one did
 */
public record Exploration(long schedules, boolean isComplete, Optional<Run> failing) {}
