package dev.secretariat.parallel;

/**
 * What all workers of a scheduler share.
 *
 * @param work where work waits
 * @param sleepers who sleeps and who searches
 * @param notifier wakes sleepers
 * @param standbys how many stand by
 * @param termination when the threads end
 * @param looks how often a worker looks around before it parks
 * @param parks whether it parks at all
 */
record Shared(
        SharedWork work,
        Sleepers sleepers,
        Notifier notifier,
        Standbys standbys,
        Termination termination,
        int looks,
        boolean parks) {}
