/**
 * A chat server over NIO, written once for one thread and for every core.
 *
 * <p>From the outside in: a {@link dev.secretariat.examples.chat.ChatServer} has a scheduler and a {@code Poller}, which waits for sockets on behalf of tasks. An
 * acceptor submits a {@code Connection} for each client: a task in steps, and not a fiber, since thousands of them wait at a time, and before JDK 24 each
 * fiber that waits keeps a platform thread. A connection knows its socket as a {@code Wire} only, so that its tests run by seed, without a socket. {@code
 * Rooms} are what connections share.
 */
@NullMarked
package dev.secretariat.examples.chat;

import org.jspecify.annotations.NullMarked;
