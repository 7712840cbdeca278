/**
 * A web crawler in a straight line: at most a few pages in flight, attempts with pauses, a deadline, cancellation.
 *
 * <p>It knows only {@link dev.secretariat.examples.crawler.Fetch}, so the same code runs over HTTP on every core, and
 * by seed in a simulation without a socket.
 */
@NullMarked
package dev.secretariat.examples.crawler;

import org.jspecify.annotations.NullMarked;
