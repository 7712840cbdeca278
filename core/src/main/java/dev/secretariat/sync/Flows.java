package dev.secretariat.sync;

import dev.secretariat.Scheduler;
import java.util.Objects;
import java.util.concurrent.Flow;

/** Channels as ends of reactive streams, and the other way round: what follows keeps to the rules of Reactive Streams, as {@link Flow} tells them. */
public final class Flows {
    private Flows() {}

    /**
     * Returns what is taken from a channel as a publisher: each subscriber is handed what it asks for, one element after the other, by a task of a
     * scheduler's. What one subscriber takes the others do not get. At the end each is told of it, or of the cause.
     *
     * <p>A subscription that is cancelled takes nothing with it. If the scheduler does not accept the task, or ends it, the subscriber is
     * told of that as a failure.
     *
     * @param channel what to take from
     * @param scheduler runs the tasks
     */
    public static <T> Flow.Publisher<T> publisher(Channel<T> channel, Scheduler scheduler) {
        Objects.requireNonNull(channel, "channel");
        return Elements.publisher(channel, Objects.requireNonNull(scheduler, "scheduler"));
    }

    /**
     * Returns a subscriber that puts what it is handed into a channel, and closes that when the publisher has ended, with the cause if it has failed; unless it is
     * closed. An element for which there is no room waits in line; if the channel is closed, the subscription is cancelled.
     *
     * <p>No thread is blocked, and none of its own is needed: it asks for more in whatever thread has made room.
     *
     * @param channel what to put into
     * @param window how many elements it asks for in advance, one or more
     */
    public static <T> Flow.Subscriber<T> subscriber(Channel<T> channel, int window) {
        Objects.requireNonNull(channel, "channel");
        if (window < 1) throw new IllegalArgumentException("window is less than one: " + window);
        return new Subscribed<>(channel, window);
    }
}
