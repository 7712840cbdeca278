/**
 * Raft, without snapshots and changes of membership: elections and a replicated log, after Ongaro and Ousterhout, "In search of an understandable consensus
 * algorithm" (2014). Each replica is a fiber; a simulated network loses its messages, crashes it and cuts it off.
 *
 * <p>What stands here is right. Mistakes are made in the test, one line each, which finds them. Knows the network of the testkit, as an example may; a
 * replica that is to run for real would be given its endpoint by an interface of its own.
 */
@NullMarked
package dev.secretariat.examples.raft;

import org.jspecify.annotations.NullMarked;
