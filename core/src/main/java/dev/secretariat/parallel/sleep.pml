/*
 * How the workers of a parallel scheduler fall asleep and are woken: a model for Spin 6.5.
 *
 * The claims, checked over all interleavings of a few workers and tasks:
 *   - When nothing moves any more, no accepted task is left, and nobody is counted as searching who does
 *     not search. At most all workers but one may then be stuck in a step that never ends; so a ready
 *     task never depends on the worker that made it ready, and a sleeper is woken for it.
 *   - With LIVENESS: under weak fairness every ready task is run, though sleepers take naps meanwhile.
 *
 * To run it: SpinModelTest, beside the tests of this package. It also runs each broken variant below,
 * which Spin must refute.
 *
 * What stands for what
 *   searching, watched, top   the fields of the word in Sleepers; below: who sleeps under whom
 *   woken                     a worker's permit to go on: the flag that a waker sets before it unparks
 *   injection, token          the injection queue, and its consumer's token
 *   queue, slot               each worker's LocalQueue (how many tasks) and LifoSlot (which task)
 *   stores                    a worker's or submitter's store buffer: pushes that others do not see yet.
 *                             The Memory process lets them out, one by one, at any time; a fence, and
 *                             each atomic operation, lets its own thread's out at once.
 *   ready                     a ghost: accepted tasks that no worker has begun to run
 *
 * The abstraction
 *   - The word is read and changed in one step. That is what a CAS loop comes to whose failures change
 *     nothing, if its CAS fails whenever the word has been changed since it was read. For the pop, which
 *     also reads `below`, the version sees to that. With CAS_STEPS the pop is modelled in its three steps,
 *     and the CAS fails if the word was changed at all; without the version, if it looks different.
 *   - Tasks in queues are counted, not told apart; only the slots need to know which one it is. A task in a
 *     slot is a new one each time, so what is woken twice in a row counts as two.
 *   - A task submits children, is submitted again (yields), takes as long as it likes or for ever. One
 *     that is woken by an external thread is the same as a submission of that thread.
 *   - A spin is one pass over everything, with a look at the slots before it. A nap may end at any time.
 *   - At most two tasks are moved at once; or one is taken to be run, before those of the worker's own.
 *
 * Broken variants, each of which loses a task
 *   PUSH_UNFENCED         no fence between a push and the look at the word
 *   ANNOUNCE_UNFENCED     nor between a sleeper's announcement and its last look
 *   NO_LAST_LOOK, LOOK_BEFORE_ANNOUNCE
 *   FOUND_NO_LOOK         the last one to search finds something, and does not look what else there is
 *   SIGNAL_GIVES_UP       a signal does not try again when its CAS has failed
 *   NO_VERSION            a pop mistakes a top that has been away for the one that it read
 *   WAKE_UNCOUNTED        who is woken thinks that it is counted, and is not
 *   RESET_AFTER_PUSH      a sleeper resets its permit when it may have been given it already
 *   YIELD_SILENT          who takes its next task does not signal for what it has pushed without a signal
 *   SLOT_SILENT           nor if that next task comes from the slot
 *   MOVE_SILENT           nor if it moved from the injection queue what it leaves behind
 *   SLOT_UNSIGNALLED      who fills its slot wakes nobody
 *   SLOT_UNWATCHED        a sleeper does not watch the slots
 *   NAP_BLIND             or does not see that a task has been there for long
 *   CLEAR_NO_LOOK         or does not look once more after it has stopped
 *   BIT_KEPT              or is woken, and leaves the mark that says that it watches
 *   NO_RELEASE_LOOK       who puts back the token does not look what is left. This is broken only with
 *                         TOKEN_HIDES: there, to a last look, the injection queue seems empty while its token is
 *                         taken. Without it the last look makes up for it.
 * Not broken: WOKEN_COUNTS_ITSELF, where the woken one counts itself, not its waker. That only wakes more.
 *
 * Its limits: sequentially consistent but for the buffered pushes, and the announcement in one variant; no
 * other reordering. What the queues do inside is not modelled: a push, a steal, a pop are one step. Few
 * workers and few tasks: what needs more of them to go wrong is not found here.
 */

#ifndef WORKERS
#define WORKERS 2
#endif
#ifndef EXTERNAL
#define EXTERNAL 2       /* threads that submit one task each */
#endif
#ifndef CHILDREN
#define CHILDREN 0      /* tasks submitted from steps, in all */
#endif
#ifndef YIELDS
#define YIELDS 0        /* yields, in all */
#endif

#ifndef MAX
#define MAX 2          /* tasks moved at once from the injection queue */
#endif

#define THREADS (WORKERS + EXTERNAL)
#define NOBODY 0        /* workers are numbered from 1, the submitters behind them */
#define NO_TASK 0

byte searching, top, below[WORKERS + 1];
bool watched;
bool woken[WORKERS + 1];

byte injection;
bool token;
byte queue[WORKERS + 1];
byte slot[WORKERS + 1];
byte stores[THREADS + 1];

byte ready, children, yields, stuck;

#ifdef ANNOUNCE_UNFENCED
bool announcing[WORKERS + 1], leaving[WORKERS + 1];
#endif

/* ---- Memory ---- */

inline letOut(thread, count) {
    if
    :: thread <= WORKERS -> queue[thread] = queue[thread] + (count)
    :: else -> injection = injection + (count)
    fi;
    stores[thread] = stores[thread] - (count)
}

/* A full fence. It is also part of each atomic operation. */
#define FENCE letOut(me, stores[me])

/* ---- The word ---- */

#ifdef CAS_STEPS
byte linked;                                    /* a bit for each thread that has read what still stands */
#define CHANGED linked = 0
#ifdef NO_VERSION
#define UNCHANGED (searching == 0 && top == sleeper && watched == wasWatched)
#else
#define UNCHANGED (linked & (1 << me))
#endif
#else
#define CHANGED skip
#endif

/* Pops a sleeper and counts it as searching, unless somebody searches already or `spared` holds. */
#ifdef CAS_STEPS
inline signalUnless(spared) {
    do
    :: atomic {
        if
        :: searching > 0 || top == NOBODY || (spared) -> break
        :: else -> sleeper = top; wasWatched = watched; linked = linked | (1 << me)
        fi
    }
    under = below[sleeper];
    atomic {
        if
        :: UNCHANGED -> top = under; searching++; CHANGED; popped = true
        :: else -> popped = false
        fi;
        under = 0
    }
    if
    :: popped -> popped = false; woken[sleeper] = true; break
    :: else ->
#ifdef SIGNAL_GIVES_UP
        break
#endif
    fi
    od;
    sleeper = NOBODY; wasWatched = false
}
#else
inline signalUnless(spared) {
    atomic {
        if
        :: searching > 0 || top == NOBODY || (spared) -> skip
        :: else ->
            sleeper = top; top = below[sleeper]; below[sleeper] = NOBODY;
#if !defined(WAKE_UNCOUNTED) && !defined(WOKEN_COUNTS_ITSELF)
            searching++
#endif
        fi
    }
    if
    :: sleeper != NOBODY -> atomic { woken[sleeper] = true; sleeper = NOBODY }
    :: else
    fi
}
#endif

inline signal() { signalUnless(false) }
inline signalSlot() { signalUnless(watched) }

inline announce(worker, wasSearching) {
    below[worker] = top; top = worker;
    if
    :: wasSearching -> searching--
    :: else
    fi;
    CHANGED
}

#define LETS_OUT(thread) atomic { stores[thread] > 0 -> letOut(thread, 1) }

#ifdef ANNOUNCE_UNFENCED
#define ANNOUNCES(worker) atomic { announcing[worker] -> announce(worker, leaving[worker]); announcing[worker] = false }
#endif

active proctype Memory() {
    end:
    do
    :: LETS_OUT(1)
    :: LETS_OUT(2)
#if THREADS >= 3
    :: LETS_OUT(3)
#endif
#if THREADS >= 4
    :: LETS_OUT(4)
#endif
#if THREADS >= 5
    :: LETS_OUT(5)
#endif
#if THREADS >= 6
    :: LETS_OUT(6)
#endif
#ifdef ANNOUNCE_UNFENCED
    :: ANNOUNCES(1)
    :: ANNOUNCES(2)
#endif
    od
}

/* ---- Submitting ---- */

inline pushed() {
#ifndef PUSH_UNFENCED
    atomic { FENCE }
#endif
    signal()
}

proctype External(byte me) {
    byte sleeper, under; bool popped, wasWatched;
    atomic { ready++; stores[me]++ }
    pushed()
}

/* A child for the worker's own slot, which nobody else fills. */
inline putIntoSlot() {
    atomic { children++; ready++; slot[me] = children; FENCE }
#ifndef SLOT_UNSIGNALLED
    signalSlot()
#endif
}

inline step() {
    do
    :: atomic { children < CHILDREN -> children++; ready++; stores[me]++ } pushed()
    :: slot[me] == NO_TASK && children < CHILDREN -> putIntoSlot()
    :: break
    od;
    if
    :: true
    :: atomic { stuck < WORKERS - 1 -> stuck++ } end_stuck: false
    :: atomic { yields < YIELDS -> yields++; ready++; stores[me]++; quiet = true }
    fi
}

/* ---- Looking ---- */

/* Moves what external threads have submitted to the worker's own queue, if no other worker is at it. */
inline drain() {
    moved = 0;
    if
    :: atomic { injection > 0 && !token -> token = true; FENCE }
        do
        :: atomic { moved < MAX && injection > 0 -> injection--; moved++ } stores[me]++
        :: else -> break
        od;
        atomic { token = false; FENCE }
#ifndef NO_RELEASE_LOOK
        if
        :: injection > 0 -> signal()
        :: else
        fi
#endif
    :: else
    fi
}

/* Takes one of those to run it at once, before what waits in the worker's own queue. */
inline takeOne() {
    if
    :: atomic { injection > 0 && !token -> token = true; FENCE }
        atomic { injection--; ready--; found = true }
        atomic { token = false; FENCE }
#ifndef NO_RELEASE_LOOK
        if
        :: injection > 0 -> signal()
        :: else
        fi
#endif
    :: else
    fi
}

/* Takes up to two tasks from another worker's queue: one to run, one for the worker's own queue. */
inline steal(victim) {
    if
    :: victim != me && queue[victim] > 0 ->
        FENCE;
        moved = (queue[victim] >= 2 -> 2 : 1);
        queue[victim] = queue[victim] - moved;
        ready--; found = true
    :: else
    fi
}

inline popOwn() {
    atomic {
        if
        :: queue[me] > 0 || stores[me] > 0 -> FENCE; queue[me]--; ready--; found = true
        :: else
        fi
    }
}

#ifdef TOKEN_HIDES
#define INJECTION_SEEN (injection > 0 && !token)
#else
#define INJECTION_SEEN (injection > 0)
#endif

/* Whether there is anything in the injection queue or in a worker's queue. */
inline lookAtQueues() {
    other = 1; seen = false;
    do
    :: atomic {
            seen = queue[other] > 0; other++;
            if
            :: seen || other > WORKERS -> other = 0; break
            :: else
            fi
        }
    od;
    if
    :: !seen -> seen = INJECTION_SEEN
    :: else
    fi
}

/* Whether there is anything in a slot, and whether it is the same as when it was last looked at. */
inline lookAtSlots() {
    other = 1; seen = false; same = false;
    do
    :: atomic {
            seen = seen || slot[other] != NO_TASK;
            same = same || (slot[other] != NO_TASK && slot[other] == before[other]);
            before[other] = slot[other];
            other++;
            if
            :: other > WORKERS -> other = 0; break
            :: else
            fi
        }
    od
}

inline forgetSlots() {
    d_step { for (other : 1 .. WORKERS) { before[other] = NO_TASK } other = 0; seen = false; same = false }
}

/* ---- A worker ---- */

inline search() {
    lookAtSlots();
    drain();
    if
    :: moved > 0 -> popOwn()
    :: else
    fi;
    moved = 0;
    other = 1;
    do
    :: atomic { other <= WORKERS && !found -> steal(other); other++ }
    :: atomic { other > WORKERS && !found ->
            if
            :: slot[other - WORKERS] != NO_TASK && slot[other - WORKERS] == before[other - WORKERS] ->
                FENCE; slot[other - WORKERS] = NO_TASK; ready--; found = true
            :: else
            fi;
            other++;
            if
            :: other > 2 * WORKERS -> break
            :: else
            fi
        }
    :: found -> break
    od;
    if
    :: moved == 2 -> stores[me]++; moved = 0    /* until then a stolen task is nowhere */
    :: else -> moved = 0
    fi;
    forgetSlots()
}

/* After a search that has found something. */
inline endSearch() {
    atomic { searching--; CHANGED; FENCE; counted = false; lastOne = searching == 0 }
#ifndef FOUND_NO_LOOK
    if
    :: lastOne ->
        lookAtQueues();
        if
        :: !seen && !watched -> lookAtSlots()
        :: else
        fi;
        if
        :: seen -> signal()
        :: else
        fi
    :: else
    fi;
    forgetSlots();
#endif
    lastOne = false
}

inline lastLook() {
    lookAtQueues();
    if
    :: seen -> seen = false; signal()
    :: else
    fi
}

inline fallAsleep() {
#ifndef RESET_AFTER_PUSH
    woken[me] = false;
#endif
#ifdef LOOK_BEFORE_ANNOUNCE
    lastLook();
#endif
#ifdef ANNOUNCE_UNFENCED
    atomic { announcing[me] = true; leaving[me] = counted; counted = false }
#else
    atomic { announce(me, counted); FENCE; counted = false }
#endif
#ifdef RESET_AFTER_PUSH
    woken[me] = false;
#endif
#if !defined(NO_LAST_LOOK) && !defined(LOOK_BEFORE_ANNOUNCE)
    lastLook()
#endif
}

/* Until somebody wakes it, who then counts it as searching. One of those who sleep watches the slots. */
inline sleepUntilWoken() {
    do
    :: woken[me] -> break
    :: else ->
#ifndef SLOT_UNWATCHED
        if
        :: !watcher && !blind ->
            lookAtSlots();
            if
            :: seen -> atomic {
                    if
                    :: !watched -> watched = true; watcher = true; CHANGED
                    :: else -> forgetSlots()
                    fi
                }
            :: else
            fi
        :: else
        fi;
#endif
        if
        :: !watcher ->
            end_parked: woken[me] -> break
        :: else ->
            if
            :: woken[me] -> break
            :: true                             /* the nap has ended */
            fi;
            lookAtQueues();
            if
            :: seen -> signal()
            :: else ->
                lookAtSlots();
                if
#ifndef NAP_BLIND
                :: same -> signal()
#endif
                :: !seen -> atomic { watched = false; watcher = false; CHANGED }
#ifdef CLEAR_NO_LOOK
                    blind = true
#endif
                :: !seen -> skip                /* it goes on for some naps */
                :: else
                fi
            fi
        fi
    od;
    forgetSlots();
    blind = false;
    if
    :: watcher ->
#ifdef BIT_KEPT
        watcher = false
#else
        atomic { watched = false; watcher = false; CHANGED }
#endif
    :: else
    fi;
#ifdef WOKEN_COUNTS_ITSELF
    atomic { searching++; CHANGED }
#endif
    counted = true
}

proctype Worker(byte me) {
    byte sleeper, under, other, moved, before[WORKERS + 1];
    bool popped, wasWatched, found, seen, same;
    bool counted;                               /* among those who search */
    bool lastOne;                               /* nobody else searches */
    bool watcher, blind;
    bool quiet;                                 /* has pushed to its own queue, and not looked since */

#ifdef ASLEEP
    sleepUntilWoken();
    goto woken_up;
#endif
    do
    :: true ->
        /* Now and then, before its own work, it sees what external threads have brought. */
        if
        :: slot[me] != NO_TASK || queue[me] > 0 || stores[me] > 0 ->
            drain();
#ifndef MOVE_SILENT
            quiet = quiet || moved > 0;
#endif
            moved = 0
        :: slot[me] != NO_TASK || queue[me] > 0 || stores[me] > 0 ->
            takeOne()
        :: true
        fi;
        if
        :: found                                /* one that waits elsewhere had its turn */
        :: atomic { !found && slot[me] != NO_TASK -> slot[me] = NO_TASK; ready--; FENCE; found = true }
#ifdef SLOT_SILENT
            goto running;
#endif
        :: atomic { !found && (queue[me] > 0 || stores[me] > 0) -> FENCE; queue[me]--; ready--; found = true }
        :: else
        fi;
        if
        :: found ->
            /* To take it was a fence. */
#ifndef YIELD_SILENT
            if
            :: quiet && queue[me] > 0 -> signal()
            :: else
            fi;
#endif
            quiet = false
        :: else ->
            quiet = false;
            atomic {
                if
                :: 2 * searching < WORKERS -> searching++; CHANGED; counted = true
                :: else
                fi
            }
            woken_up:
            do
            :: counted ->
                search();
                if
                :: found -> endSearch(); break
                :: else -> fallAsleep(); sleepUntilWoken()
                fi
            :: else -> fallAsleep(); sleepUntilWoken()
            od
        fi;
        running:
        if
        :: found -> found = false; step()
        :: else
        fi
    od
}

init {
    atomic {
#ifdef ASLEEP
        for (top : 1 .. WORKERS) { below[top] = top - 1 }
        top = WORKERS;
#endif
        byte thread = 1;
        do
        :: thread <= WORKERS -> run Worker(thread); thread++
        :: thread > WORKERS && thread <= THREADS -> run External(thread); thread++
        :: else -> break
        od
    }
}

#ifdef LIVENESS
ltl everyReadyTaskRuns { []<> (ready == 0) }
#else
active proctype Quiescence() {
    timeout -> assert(ready == 0 && searching == 0)
}
#endif
