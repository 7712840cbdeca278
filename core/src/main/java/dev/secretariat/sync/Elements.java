package dev.secretariat.sync;

import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.internal.Handles;
import dev.secretariat.internal.Touch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * What is taken from a {@link Channel} for one subscriber. A task hands it over, and tells of everything else, so all that the subscriber is told comes one after the
 * other; while nothing is asked for, there is no task.
 *
 * <p>One task at a time: it is submitted by whoever adds to what is to be done when that was nothing, and ends by the subtraction that leaves nothing.
 */
final class Elements<T> implements Flow.Subscription, Task<Void> {
    private static final VarHandle TO_DO = Handles.field(MethodHandles.lookup(), "toDo", long.class);

    private final Channel<T> channel;
    private final Scheduler scheduler;
    private final Flow.Subscriber<? super T> subscriber;

    /** Comes when nothing is to be told any more. */
    private final Promise<Boolean> over = new Promise<>();

    /** How many elements are asked for and not handed over, and one for the beginning; at least one while the task is there. */
    private volatile long toDo = 1;

    /** That a request for none or fewer has come. */
    private volatile @Nullable IllegalArgumentException misuse;

    // Of the task.
    private boolean begun;
    private @Nullable Take<T> take;

    private Elements(Channel<T> channel, Scheduler scheduler, Flow.Subscriber<? super T> subscriber) {
        this.channel = channel;
        this.scheduler = scheduler;
        this.subscriber = subscriber;
        Touch.creates(this);
    }

    /** Returns a publisher, whose subscribers share what is taken. */
    static <T> Flow.Publisher<T> publisher(Channel<T> channel, Scheduler scheduler) {
        return subscriber -> {
            Elements<T> elements = new Elements<>(channel, scheduler, Objects.requireNonNull(subscriber, "subscriber"));
            elements.submit();
        };
    }

    private void submit() {
        try {
            TaskHandle<Void> ignored = scheduler.submit("elements of " + channel, this);
        } catch (RuntimeException refused) {
            begin();
            end();
            subscriber.onError(refused);
        }
    }

    private void begin() {
        if (begun) return;
        begun = true;
        subscriber.onSubscribe(this);
    }

    // ---- The subscription ----

    @Override
    public void request(long count) {
        if (over.isDone()) return;
        if (count <= 0) {
            misuse = new IllegalArgumentException(
                    "asked for " + count + " elements; ask for one or more (rule 3.9 of Reactive Streams)");
        }
        if (add(Math.max(1, count)) == 0) submit();
    }

    /** Adds to what is to be done, which may be endlessly much; returns what it was. */
    private long add(long count) {
        Touch.writes(this);
        for (; ; ) {
            long before = toDo;
            long after = before + count < 0 ? Long.MAX_VALUE : before + count;
            if (TO_DO.compareAndSet(this, before, after)) return before;
        }
    }

    @Override
    public void cancel() {
        end();
    }

    private void end() {
        boolean ignored = over.succeed(true);
    }

    // ---- The task ----

    @Override
    public Step<Void> step(Worker worker) {
        if (!begun) {
            begin();
            return channel.isEnded() || done() > 0 ? Step.goOn() : Step.done();
        }
        if (over.isDone()) return leave();
        IllegalArgumentException wrong = misuse;
        if (wrong != null) return fail(wrong);
        Take<T> next = take;
        if (next == null) take = next = channel.requestTake(worker);
        if (!next.isThere()) return Step.awaitAny(next, over);
        T element;
        try {
            element = next.get();
        } catch (ChannelClosedException closed) {
            return fail(Objects.requireNonNullElse(closed.getCause(), closed));
        }
        take = null;
        if (element == null) {
            end();
            subscriber.onComplete();
            return Step.done();
        }
        subscriber.onNext(element);
        return done() == 0 ? Step.done() : Step.goOn();
    }

    /** Takes one from what is to be done, unless that is endlessly much; returns what is left. */
    private long done() {
        Touch.writes(this);
        for (; ; ) {
            long before = toDo;
            if (before == Long.MAX_VALUE) return before;
            if (TO_DO.compareAndSet(this, before, before - 1)) return before - 1;
        }
    }

    private Step<Void> fail(Throwable failure) {
        end();
        subscriber.onError(failure);
        return leave();
    }

    private Step<Void> leave() {
        if (take != null) take.close();
        return Step.done();
    }

    @Override
    public Step<?> onCancel(Worker worker) {
        begin();
        if (over.isDone()) return leave();
        return fail(new CancellationException("the task that takes elements for this subscription was cancelled"));
    }
}
