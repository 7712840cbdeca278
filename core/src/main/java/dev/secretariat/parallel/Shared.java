package dev.secretariat.parallel;

/**
 * What all workers of a scheduler share.
 *
 * @param work where work waits
 * @param sleepers who sleeps and who searches
 * @param notifier wakes sleepers
 * @param termination when the threads end
 * @param looks how often a worker looks around before it parks
 * @param parks whether it parks at all
 */
record Shared(
        SharedWork work, Sleepers sleepers, Notifier notifier, Termination termination, int looks, boolean parks) {}
