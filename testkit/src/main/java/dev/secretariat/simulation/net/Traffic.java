package dev.secretariat.simulation.net;

/**
 * What has become of the messages of a network: so that a test can see that what it asks for does happen.
 *
 * @param sent how many were sent
 * @param delivered how many came to an inbox, second copies counted
 * @param lost how many were lost by chance, second copies counted
 * @param duplicated how many were sent on a second time
 * @param cut how many a partition has stopped, when they were sent or when they should have come
 * @param missed how many came to a node that was down, or had closed its inbox
 */
public record Traffic(long sent, long delivered, long lost, long duplicated, long cut, long missed) {}
