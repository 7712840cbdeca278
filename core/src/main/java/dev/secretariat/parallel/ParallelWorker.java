package dev.secretariat.parallel;

import dev.secretariat.internal.Handles;
import dev.secretariat.internal.SafeLog;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.TaskCell;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A worker with its thread: runs the tasks it has, then looks for others, then sleeps.
 *
 * <p>Which task is next: the one in the LIFO slot, but at most three times in a row, and so many times
 * in a round of the queue, while others wait; then the oldest of its queue. Every 64 steps it moves what
 * external threads have brought to its queue. See the package's README.md for sleeping and waking, and
 * {@link ParallelScheduler#fairnessBound} for what follows from the numbers.
 */
final class ParallelWorker extends ForkingWorker implements Runnable {
    private static final SafeLog LOG = SafeLog.of(ParallelWorker.class);

    private static final VarHandle STEPS = Handles.field(MethodHandles.lookup(), "steps", long.class);

    private static final int LOOK_INTERVAL = 64;
    private static final int LIFO_IN_A_ROW = 3;
    private static final int LIFO_IN_A_ROUND = 32;
    private static final int VISIT_INTERVAL = 16; // looks
    static final int FAIRNESS_BOUND = 512;
    private static final int SLOT_RENEWAL = 1 << 12;
    private static final int REQUEST_INTERVAL = 8; // looks
    private static final int QUEUE_CAPACITY = 256;
    private static final int MAX_INJECTED = 64;

    private final Crew crew;
    private final RandomGenerator victims;

    // Shared.
    private final LocalQueue<TaskCell<?>> queue = new LocalQueue<>(QUEUE_CAPACITY);
    private volatile LifoSlot<TaskCell<?>> slot = new LifoSlot<>();
    private final Parker parker = new Parker();
    private final SlotMonitor monitor;

    // This worker's.
    private int puts;
    private int untilLook = LOOK_INTERVAL;
    private int untilVisit = VISIT_INTERVAL;
    private int visited;
    private final long[] visitedSteps;
    private int lifoInARow;
    private int lifoLeft = LIFO_IN_A_ROUND;
    private long roundEnd;

    /** How many steps it has begun. Others read it to see whether one goes on for long. */
    private long steps;

    /** The running step has yielded, and nothing else is here: its task goes on. */
    private boolean goesOn;

    /** A task that could not be queued up, for want of memory: it is next. */
    private @Nullable TaskCell<?> leftOver;

    ParallelWorker(Crew crew, ParallelScheduler scheduler, int number) {
        super(crew, scheduler, number);
        this.crew = crew;
        this.victims = scheduler.newVictims(number);
        this.visitedSteps = new long[crew.size()];
        this.monitor = new SlotMonitor(crew);
    }

    LocalQueue<TaskCell<?>> queue() {
        return queue;
    }

    LifoSlot<TaskCell<?>> slot() {
        return slot;
    }

    /** The task whose step is running, or null. A hint. */
    @Nullable
    TaskCell<?> busyWith() {
        return runningCell();
    }

    long steps() {
        return (long) STEPS.getOpaque(this);
    }

    Parker parker() {
        return parker;
    }

    // ---- What becomes ready on this thread ----

    /** A task yielded, or was submitted, in a step of this worker; or was woken on its thread. */
    void ready(TaskCell<?> cell, Reason reason) {
        if (reason == Reason.YIELDED) {
            // No fence and no signal: the next step is about to begin, and looks whether this one is left.
            if (queue.isEmpty() && slot.isEmpty()) goesOn = true;
            else queue.push(cell);
            return;
        }
        if (slot.isEmpty()) {
            // Replaced now and then while it is empty, for the reason for which the queue renews its ring.
            if ((++puts & (SLOT_RENEWAL - 1)) == 0) renewSlot();
            slot.put(cell); // a full fence
            crew.signalSlot();
        } else {
            queue.push(cell);
            VarHandle.fullFence();
            crew.signal();
        }
    }

    private void renewSlot() {
        try {
            slot = new LifoSlot<>();
        } catch (OutOfMemoryError none) {
            // The old one does as well.
        }
    }

    // ---- Working ----

    @Override
    public void run() {
        parker.useThisThread();
        while (!crew.isOver()) {
            try {
                crew.add(this);
                // Two calls: a frame that waits for the next task must not keep the last one alive.
                boolean goOn = true;
                while (goOn) goOn = run(next());
            } catch (Throwable failure) {
                goOnAfter(failure);
            }
        }
        leave();
    }

    /** A scheduler that somebody keeps does not keep its threads, nor, through them, their class loader. */
    private void leave() {
        crew.remove(this);
        parker.forgetThread();
        forgetThread();
        queue.tidy();
    }

    /** Of the JVM, as out of memory: no step's failure comes here. */
    private void goOnAfter(Throwable failure) {
        LOG.error("{} of {} goes on after a failure", this, scheduler(), failure);
    }

    /** Runs a task, or a fork of another worker's task; false if there is none. */
    private boolean run(@Nullable Object work) {
        if (work == null) return false;
        if (work instanceof ForkBox box) {
            STEPS.setOpaque(this, steps + 1);
            runStolen(box);
            dropInterrupt();
        } else {
            runSteps((TaskCell<?>) work);
        }
        return true;
    }

    /** Runs steps of a task until it is another one's turn. */
    private void runSteps(TaskCell<?> cell) {
        try {
            do {
                goesOn = false;
                STEPS.setOpaque(this, steps + 1);
                runStep(cell);
                dropInterrupt();
            } while (goesOn && isAlone());
            if (goesOn) queue.push(cell);
        } catch (Throwable failure) {
            if (goesOn) leftOver = cell;
            throw failure;
        }
    }

    /** An interrupt was meant for the step; the next one must not meet it. */
    private void dropInterrupt() {
        if (Thread.interrupted()) LOG.debug("A step left the thread of {} interrupted", this);
    }

    /** Whether nothing else is ready here, so that a task that yielded goes on. */
    private boolean isAlone() {
        lookIfDue();
        return queue.isEmpty();
    }

    /** A task, or a fork of another worker's task. */
    private @Nullable Object next() {
        TaskCell<?> cell = local();
        if (cell == null) cell = injected();
        if (cell == null) return search();
        // Taking it was a full fence, so what has been pushed before is seen by whoever falls asleep.
        if (!queue.isEmpty()) crew.signal();
        return cell;
    }

    private @Nullable TaskCell<?> local() {
        if (leftOver != null) return takeLeftOver();
        lookIfDue();
        if (!slot.isEmpty()) {
            queue.reserve(); // first: what has been taken must not be lost for want of memory
            TaskCell<?> newest = slot.take();
            if (newest != null) {
                if (queue.isEmpty()) return newest;
                if (lifoInARow < LIFO_IN_A_ROW && lifoLeft > 0) {
                    lifoInARow++;
                    lifoLeft--;
                    return newest;
                }
                queue.pushReserved(newest);
            }
        }
        TaskCell<?> oldest = queue.poll();
        if (oldest != null) {
            lifoInARow = 0;
            if (queue.hasPassed(roundEnd)) beginRound();
        }
        return oldest;
    }

    private @Nullable TaskCell<?> takeLeftOver() {
        TaskCell<?> cell = leftOver;
        leftOver = null;
        return cell;
    }

    private void beginRound() {
        roundEnd = queue.end();
        lifoLeft = LIFO_IN_A_ROUND;
    }

    private void lookIfDue() {
        if (--untilLook > 0) return;
        untilLook = LOOK_INTERVAL;
        // All that is there now, but not what comes meanwhile.
        if (!crew.injection().isEmpty()) takeInjected(crew.injection().size());
        if (--untilVisit <= 0) visit();
    }

    /**
     * Looks at one of the others, in turn: if it has been in the same step since the last visit, its tasks
     * come here, so that they need not wait for a worker without work.
     */
    private void visit() {
        untilVisit = VISIT_INTERVAL;
        int count = crew.size();
        if (count == 1) return;
        visited = (visited + 1) % count;
        ParallelWorker other = crew.worker(visited);
        long now = other.steps();
        boolean isStuck = other != this && now == visitedSteps[visited];
        visitedSteps[visited] = now;
        if (isStuck) takeAllOf(other);
    }

    private void takeAllOf(ParallelWorker other) {
        for (int left = other.queue().size(); left > 0; left--) {
            TaskCell<?> stolen = other.queue().stealInto(queue);
            if (stolen == null) break;
            queue.pushReserved(stolen);
        }
        Object held = other.slot().peek();
        if (held == null) return;
        queue.reserve();
        TaskCell<?> stolen = other.takeFromSlot(held);
        if (stolen != null) queue.pushReserved(stolen);
    }

    /** Some of what external threads have brought; others may steal from it. */
    private @Nullable TaskCell<?> injected() {
        return takeInjected(MAX_INJECTED) ? queue.poll() : null;
    }

    private boolean takeInjected(int max) {
        InjectionQueue<TaskCell<?>> injection = crew.injection();
        boolean any = injection.moveTo(queue, max) > 0;
        // The second look that InjectionQueue.moveTo() asks for.
        if (any && !injection.isEmpty()) crew.signal();
        return any;
    }

    // ---- Searching ----

    /** Searches, and sleeps, until there is something; null if the scheduler has terminated. */
    private @Nullable Object search() {
        return crew.idle() == ParallelScheduler.Idle.SPIN ? searchForEver() : searchAndSleep();
    }

    /** Nobody sleeps where one idles like this. But who is counted lets others see that it is worth while to divide. */
    private @Nullable Object searchForEver() {
        settle();
        queue.tidy();
        forks().clear();
        Object found = null;
        boolean searching = false; // counted as such
        while (found == null && !crew.isOver()) {
            if (!searching) searching = crew.sleepers().beginSearch();
            found = searching ? searchCounted() : searchFor(crew.idle().looks());
        }
        return found;
    }

    private @Nullable Object searchAndSleep() {
        settle();
        queue.tidy();
        forks().clear();
        boolean searching = false; // counted as such
        while (!crew.isOver()) {
            if (!searching) searching = crew.sleepers().beginSearch();
            if (searching) {
                Object found = searchCounted();
                if (found != null) return found;
            }
            searching = sleep(searching);
        }
        return null;
    }

    /** Whatever happens, a search that is counted is counted out again, or goes over into sleep. */
    private @Nullable Object searchCounted() {
        Object found = null;
        boolean failed = true;
        try {
            found = searchFor(crew.idle().looks());
            failed = false;
        } finally {
            if ((failed || found != null) && crew.sleepers().endSearch()) crew.signalIfWork();
        }
        return found;
    }

    private @Nullable Object searchFor(int looks) {
        ParallelWorker holder = null;
        Object held = null;
        for (int look = 0; look < looks && !crew.isOver(); look++) {
            Object found = injected();
            if (found == null) found = steal();
            if (found == null) found = stealFork();
            if (found != null) return found;
            if (look % REQUEST_INTERVAL == REQUEST_INTERVAL - 1) crew.requestForks(this);
            if (look == 0) {
                holder = crew.holderOfSlot(victims.nextInt(crew.size()));
                held = holder == null ? null : holder.slot().peek();
            }
            if (look + 1 < looks) pause();
        }
        // A slot's task is about to be run by its worker; unless its step is a long one.
        if (looks == 1) return crew.takeStuck();
        return holder == null || held == null ? null : holder.takeFromSlot(held);
    }

    /** Takes the task in this worker's slot if it is still this one. By any worker. */
    @Nullable
    TaskCell<?> takeFromSlot(Object held) {
        return slot.peek() == held && slot.take(held) ? (TaskCell<?>) held : null;
    }

    private @Nullable TaskCell<?> steal() {
        int count = crew.size();
        if (count == 1) return null;
        int victim = victims.nextInt(count);
        for (int i = 0; i < count; i++) {
            ParallelWorker other = crew.worker(victim);
            if (++victim == count) victim = 0;
            if (other == this || other.queue().isEmpty()) continue;
            TaskCell<?> stolen = other.queue().stealInto(queue);
            if (stolen != null) return stolen;
        }
        return null;
    }

    private @Nullable ForkBox stealFork() {
        int count = crew.size();
        if (count == 1) return null;
        int victim = victims.nextInt(count);
        for (int i = 0; i < count; i++) {
            ParallelWorker other = crew.worker(victim);
            if (++victim == count) victim = 0;
            ForkBox stolen = other == this ? null : other.forks().steal(number(), 0);
            if (stolen != null) return stolen;
        }
        return null;
    }

    // ---- Sleeping ----

    /** Sleeps until it is woken, and is counted as searching then; false if the scheduler has terminated. */
    private boolean sleep(boolean searching) {
        monitor.reset();
        parker.prepare();
        // From here on nothing may fail until we have been woken: who works must not be on the stack.
        crew.sleepers().fallAsleep(number(), searching);
        if (crew.hasWork()) crew.signal(); // perhaps ourselves
        crew.requestForks(this); // who publishes from now on sees that we sleep
        while (!parker.isWoken() && !crew.isOver()) {
            if (monitor.isNeeded()) monitor.nap(parker);
            else LockSupport.park(this);
            // An interrupt is nobody's message to this thread, and would keep it from parking.
            boolean ignored = Thread.interrupted();
        }
        monitor.end();
        return parker.isWoken();
    }
}
