package dev.secretariat.tck;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of SPEC.md, each in a sentence, and where to look in a scheduler, or an awaitable, that breaks it. */
public enum Rule {
    T1(
            "A submission ends exactly once; nothing is lost, nothing runs twice.",
            "does each call of ready() lead to exactly one call of runStep()?"),
    T2(
            "The steps of one submission never overlap, and each happens-before the next.",
            "can one cell be in two lines at once, or be run before the step that made it ready has returned?"),
    T3(
            "Submission happens-before the first step, and the last step before whatever sees the outcome.",
            "does what ready() writes happen-before what the worker reads, through a volatile, a lock or a queue?"),
    T4(
            "A wake that comes while the step still runs, or between its return and the registration, is not lost.",
            "does ready() queue the cell on every call, also from inside a step?"),
    T5(
            "Whatever a step throws fails that task alone, and the worker lives on.",
            "does the worker's loop go on after every call of runStep(), and does nothing of yours run inside it?"),
    T6(
            "A failure that nobody has observed is reported once, after a second or when the scheduler terminates.",
            "is the failure handler that create() was given passed to SchedulerBase, and do timers use the ticker?"),
    T7(
            "After a request to cancel no step begins; the task winds down by onCancel before its handle is done.",
            "does ready() queue cells that were cancelled too, and each time? Only runStep() ends them."),
    T8("A null argument is refused by name, a bad configuration with its value.", null),
    T9(
            "Each registration is followed by one deregistration; wake() is idempotent and runs no step in the caller.",
            "does ready() only queue the cell, and leave runStep() to a worker?"),
    T10(
            "A sleep ends only by its time or by a request to cancel; after its end a task keeps only name and outcome.",
            "do the timers use the ticker of create(), and do queues forget the cells that they have given out?"),
    T11("Where a thread's stack comes to its end, a call does all that it does, or nothing.", null),
    T12("A task of a stage starts it, ends as it does, and cancels it when it is cancelled.", null),
    T13(
            "A blocking call runs beside the workers; its task ends after it, and its interrupt reaches nothing else.",
            null),
    T14("A task sees the attributes of its submission in each of its steps and forks.", null),
    A1(
            "No event is missed: whoever registers while it comes is told that it holds, or woken.",
            "does register() first remember the waker, and then look? Does the event change the condition before it wakes?"),
    A2(
            "Who was told that it holds, or has left, is not kept, and not woken by what comes later.",
            "does register() forget the waker before it returns false, and deregister() take it out, wherever it stands?"),
    A3(
            "An event wakes all who wait or, where it wakes one, another each time; a wake that is not used is handed on.",
            "does the event take out whom it wakes, and does deregister() wake the next if the condition still holds?"),
    A4(
            "A waker is called without a lock, may come back in its wake, and keeps nobody else from theirs.",
            "does the event take the wakers out under the lock, and call them after it? Does it go on if one throws?"),
    A5(
            "register() and deregister() neither block nor throw; null is refused by name, unknown wakers are ignored.",
            "does register() return false where the condition holds, and is every wait left to the task?"),
    A6(
            "What was done before the event happens-before what is done by whoever is told of it.",
            "is what register() looks at volatile, or read under the lock under which the event writes it?"),
    W1(
            "A worker is valid only in the call that received it, on that thread.",
            "does each thread have a worker of its own, made by newWorker()?"),
    S1("Any task that does not block a thread runs on any scheduler.", "does a step wait for another one's end?"),
    S2(
            "While a task is ready, no other task begins more steps on that worker than fairnessBound().",
            "is the line first in, first out, and does work from outside come into it? An empty bound promises nothing."),
    S3(
            "close() refuses submissions and waits for accepted tasks; shutdownNow() cancels them.",
            "do workers go on to run what is ready until terminated() is called?"),
    S4("Submitting is legal from any thread.", "is ready() thread-safe, and does it work on a foreign thread?"),
    S5(
            "A ready task is never left while its worker sleeps.",
            "does a worker look into its queue again after it has said that it will park?"),
    S6("Schedulers share no state.", "are there static fields, or thread-locals?"),
    S7("A thread that cannot be made fails the creation cleanly, or leaves what works.", null),
    S8(
            "join() waits for the task; inside a step of the same scheduler it throws an IllegalStateException.",
            "is isWorking() true in every step, and does block() wait on the scheduler's clock and for interrupts?"),
    S9(
            "The executor view keeps to the contracts of java.util.concurrent.",
            "does block() return when what it waits for may hold, and do interrupts stay out of the worker's loop?"),
    B1(
            "Each stretch of a fiber's body is a step of its task, and all other rules hold for it.",
            "does ready() tell a step's thread by isWorking()? A body's thread is none of yours, and has its own thread-locals."),
    B2(
            "Once its task has been asked to cancel, each wait of a body throws; the task ends cancelled.",
            "does ready() queue cells that were cancelled too, and each time? Only runStep() ends them."),
    B3(
            "In a shielded section of a body nothing cuts a wait short.",
            "do workers go on to run what is woken, after shutdownNow() too, until terminated() is called?"),
    B4(
            "A body forks between two waits; a wait amid forks is refused, and leaves them as they are.",
            "do abandonForks() and pendingForks() of your worker see all of its forks?"),
    B5(
            "A fiber is for its body's own thread, while the body runs.",
            "is each step run by a worker that is in no other step, on one thread?"),
    B6(
            "awaitAny returns the first that holds or has woken the fiber; a deadline throws a TimeoutException.",
            "does ready() queue the cell on every call, and do timers use the ticker of create()?"),
    B7(
            "A failure leaves the body as it is; who awaits it is told by a TaskFailedException with that as its cause.",
            "does nothing of yours run inside runStep(), and was create()'s failure handler passed to SchedulerBase?"),
    B8(
            "A mounted body that blocks lets its worker go on; any other one keeps its worker, as does one amid forks.",
            "does ready() only queue the cell? It may be called from the midst of a lock, on whatever thread wakes a body."),
    B9(
            "No thread of a fiber outlives its scheduler; an interrupt reaches the body, and comes back.",
            "is terminated() called when all has ended, and does nothing of yours clear an interrupt inside a step?"),
    C1("Permits and locks are granted first in, first out, and never more than there are.", null),
    C2(
            "A request that leaves the line leaves nothing there, and hands on what was granted to it in that moment.",
            null),
    C3(
            "What was done before a hold was closed happens-before what is done by whoever is granted what came free.",
            null),
    C4("Whoever asks for the mutex that they hold is told so; a request knows who holds what it waits for.", null),
    C5("What is put into a channel is taken once, in order; those who wait are served first in, first out.", null),
    C6("Who leaves a channel's line takes nothing along; what was granted and not got goes back to its place.", null),
    C7("A closed channel is emptied first, then all are told of the end, when nothing may come back.", null),
    C8("Putting happens before taking; a signal goes to the first in line, and on if it was not used.", null),
    F1(
            "Every fork is joined once, on the worker that made it, before the step or fork body returns.",
            "is each step run by a worker that is in no other step, on one thread?"),
    F2(
            "A computation that throws drops its forks and waits for those that run.",
            "do abandonForks() and pendingForks() of your worker see all of its forks?"),
    F3(
            "An error inside a fork leaves the worker's forks consistent.",
            "do abandonForks() and pendingForks() of your worker see all of its forks?"),
    F4(
            "In a fork body, isCancelled(), checkpoint() and task() are those of the task that forked.",
            "is a fork that another worker has taken run between beginFor() and endFor()?"),
    F5("On a parallel scheduler, idle workers take the oldest forks.", null),
    F6(
            "What a fork body throws, a checked exception too, comes out of the join as it is, whoever ran it.",
            "does join() of your worker catch and wrap what a body throws, or keep it for the join where another runs it?"),
    F7("A fork is worthwhile while few wait to be taken, or somebody has found none.", null),
    L1("However a loop is divided, its result is that of the plain loop.", null),
    L2("If a function of a loop throws, the exception leaves the call as it was thrown.", null),
    L3("After a request to cancel, a loop throws before its next block.", null),
    L4("While nobody is idle, a loop makes no fork and no copy.", null),
    P1("The children of a scope end before its owner goes on.", null),
    P2("A decision, a deadline, a cancel or a close cancels all children, and those that are forked later.", null),
    P3("A joiner is told of each child once, by one call at a time.", null),
    P4("Failures of siblings are suppressed on what join throws; what nobody was told of is reported.", null),
    P5("A scope is for the task that has opened it, until it has joined; one that is left open is told of.", null),
    P6("A scope costs what its children cost; its owner is woken once.", null),
    P7("Never more tasks of a limit are in flight than it says, and each end gives its place back once.", null),
    P8("Tasks of a strand run one after the other, each to its end, in the order of their submissions.", null),
    P9("A concurrent map asks for the next item when there is room, and ends after all it has begun.", null),
    M1("The same simulation with the same seed gives the same run.", null),
    M2("A schedule of a simulation replays its run exactly.", null),
    M3("Virtual time passes only when nothing can be done now.", null),
    M4("In a simulation, a wait without an end is a deadlock, and too many steps are a livelock.", null),
    M5("A simulation refuses calls from other threads.", null),
    M6("An exhaustive search of a simulation runs each order within its bound once.", null),
    M7("Faults of a simulation are off by default, and depend on its seed.", null),
    M8("A run by priorities finds a bug of its depth with the probability that its paper promises.", null),
    M9("A simulation tells the first failure first, and keeps it while it makes the run small.", null),
    M10("A simulation ends what stands still in real time, and says where.", null),
    M11("A reduced search sees all that tasks can see of each other, each partial order once.", null),
    M12("A sweep on several threads has the result of one.", null),
    M13("In a fiber, others may come in between before each access of a shared variable.", null),
    M14("When a machine of a simulation is killed, none of its tasks gets to run any more.", null),
    M15("What a simulated network does to a message depends on the seed and the message alone.", null),
    H1("A history has the order in which its clients called and were answered, on whichever threads.", null),
    H2("A verdict about a history is right by the definition of its consistency, or it is undecided.", null),
    H3("A call that was never answered may have taken effect at any time since, or never.", null),
    H4("A key makes a check of a history cheaper, and does not change its verdict.", null),
    H5("What is wrong with a model, or with the recording, is reported as that, and never as a verdict.", null);

    private static final Pattern TEST = Pattern.compile("required_([A-Z]\\d+)_\\w+");

    private final String sentence;
    private final @Nullable String hint;

    Rule(String sentence, @Nullable String hint) {
        this.sentence = sentence;
        this.hint = hint;
    }

    /** Returns the rule a test method is named after, if it is. */
    static Optional<Rule> ofTest(String methodName) {
        Matcher matcher = TEST.matcher(methodName);
        return matcher.matches() ? Optional.of(valueOf(matcher.group(1))) : Optional.empty();
    }

    /** Returns the rule in one sentence; SPEC.md has all of it. */
    public String sentence() {
        return sentence;
    }

    /** Returns whether this kit tests it; other rules are about one scheduler, or about the library. */
    public boolean isTested() {
        return hint != null;
    }

    /** Returns where an author of a scheduler or an awaitable finds the mistake. */
    public String hint() {
        return hint == null ? "SPEC.md" : hint;
    }
}
