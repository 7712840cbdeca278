/*
 * How a parallel scheduler knows that it has ended: a model for Spin 6.5.
 *
 * The claims, checked over all interleavings of a few workers, tasks, submitters and closers:
 *   - The scheduler is terminated only when every accepted task has ended, by one thread, and nothing is
 *     accepted afterwards.
 *   - When nothing moves any more, it has terminated, if it was closed and every task has ended by itself,
 *     or if it was shut down now: then no task waits for ever, listed or not.
 *   - With LIVENESS: under weak fairness it comes to that.
 *
 * To run it: SpinModelTest, beside the tests of this package. It also runs each broken variant below,
 * which Spin must refute.
 *
 * What stands for what
 *   phase                       as it is
 *   begun, ended                one counter a worker, written by that worker only; index 0: those of the
 *                               other threads, changed by atomic additions
 *   newest, taken               with CHUNKS, in place of the first of these: which chunk of the registry is the
 *                               newest, and how many slots of each were asked for; a chunk has one
 *   state, cancelled            a cell's state word, changed by CAS: one step
 *   listed                      the registry of tasks, through which all are cancelled
 *   buffer                      a worker's store buffer: stores that others do not see yet, in their order.
 *                               The Memory process lets them out one by one, at any time; a fence, and each
 *                               atomic operation, waits until all are out. A worker sees its own counters
 *                               at once: myBegun, myEnded.
 *   live                        a ghost: accepted tasks that have not ended
 *
 * The abstraction
 *   - A ready task is in no queue; any worker may take any. A child is there for others only after its
 *     push has left the store buffer.
 *   - A task's step submits children, then ends or parks; one of an external thread may park before its first
 *     step, as one that is to begin later does. Nothing but a cancel wakes a parked task; so tasks park only
 *     with NOW, that is, when a thread calls shutdownNow().
 *   - What a cancelled task does at its end (onCancel) is part of its end.
 *
 * Broken variants
 *   BEGUN_FIRST           who adds up reads what has begun before what has ended
 *   ENDER_UNFENCED        no fence between the count of an end and the look at the phase
 *   PHASE_FIRST           an external submitter looks at the phase, then counts
 *   PUSH_BEFORE_COUNT     a child can be taken, and end, before it is counted in
 *   REJECT_SILENT         who is refused takes back its count, and does not look whether that was the last
 *   TERMINATE_UNCLAIMED   several find that all has ended, and each terminates
 *   PARK_UNCHECKED        who parks a task does not look at the phase afterwards
 *   CANCEL_FIRST          shutdownNow() cancels what is listed, then changes the phase
 *   OLDER_UNCOUNTED       with CHUNKS, who adds up counts the slots of the newest chunk alone
 *
 * Its limits: stores leave a buffer in order, as on x86; reads are not reordered. Java's release and
 * acquire order all that the proof needs (a counter is read with acquire), but that is not checked here.
 * Counters do not wrap around.
 */

#ifndef WORKERS
#define WORKERS 2
#endif
#ifndef EXTERNAL
#define EXTERNAL 1       /* threads that submit one task each */
#endif
#ifndef CHILDREN
#define CHILDREN 1      /* tasks submitted from steps, in all */
#endif
#ifndef CLOSERS
#define CLOSERS 1       /* threads that begin to close: the first with CLOSING, a second with REFUSING */
#endif

#define TASKS (EXTERNAL + CHILDREN)

#define OPEN 0
#define CLOSING 1
#define REFUSING 2
#define CANCELLING 3
#define TERMINATED 4

#define NEW 0
#define READY 1
#define RUNNING 2
#define PARKED 3
#define ENDED 4

#ifdef CHUNKS
#define SUMS byte seen, i, allBegun, allEnded, myBegun, myEnded, chunk, slots
#else
#define SUMS byte seen, i, allBegun, allEnded, myBegun, myEnded
#endif

byte phase;
byte begun[WORKERS + 1], ended[WORKERS + 1];
#ifdef CHUNKS
byte newest, taken[EXTERNAL + 1];
#endif

byte state[TASKS + 1];  /* of the tasks, which are numbered from 1 */
bool cancelled[TASKS + 1], listed[TASKS + 1];
byte children;

byte live, terminations;

/* What a store in a buffer changes: a number from 1 is the push of that task, and from 51 its listing. */
#define LISTS 50
#define BEGUN 100
#define ENDS 101
chan buffer[WORKERS + 1] = [4] of { byte };     /* who has no room for one more waits */

inline letOut(worker) {
    atomic {
        buffer[worker] ? store ->
            if
            :: store == BEGUN -> begun[worker]++
            :: store == ENDS -> ended[worker]++
            :: store < LISTS -> state[store] = READY
            :: else -> listed[store - LISTS] = true
            fi;
            store = 0
    }
}

active proctype Memory() {
    byte store;
    end:
    do
    :: letOut(1)
#if WORKERS >= 2
    :: letOut(2)
#endif
#if WORKERS >= 3
    :: letOut(3)
#endif
    od
}

/* A full fence: the beginning of each atomic operation. */
#define FENCED (empty(buffer[me]))

/* ---- The end of the scheduler ---- */

inline sum(counter, own, total) {
    i = 0; total = 0;
    do
    :: atomic {
            if
            :: i == me && me != 0 -> total = total + own
            :: else -> total = total + counter
            fi;
            i++;
            if
            :: i > WORKERS -> i = 0; break
            :: else
            fi
        }
    od
}

/* Counts one that has begun outside: by a slot, if chunks are modelled. */
inline countIn() {
#ifdef CHUNKS
    do
    :: chunk = newest;
        atomic {
            taken[chunk]++;
            if
            :: taken[chunk] == 1 -> break
            :: else
            fi
        }
        atomic {
            if
            :: newest == chunk -> newest++
            :: else
            fi
        }
    od;
    chunk = 0
#else
    begun[0]++
#endif
}

#ifdef CHUNKS
/* What begun[0] would be. */
inline sumSlots() {
    chunk = newest;
    slots = (taken[chunk] > 1 -> 1 : taken[chunk]);
#ifndef OLDER_UNCOUNTED
    slots = slots + chunk;
#endif
    chunk = 0
}
#endif

inline tryTerminate() {
    seen = phase;
    if
    :: seen != OPEN && seen != TERMINATED ->
#ifdef BEGUN_FIRST
        sum(begun[i], myBegun, allBegun);
        sum(ended[i], myEnded, allEnded);
#else
        sum(ended[i], myEnded, allEnded);
#ifdef CHUNKS
        sumSlots();
#endif
        sum(begun[i], myBegun, allBegun);
#endif
#ifdef CHUNKS
        atomic { allBegun = allBegun + slots; slots = 0 }
#endif
        if
#ifdef TERMINATE_UNCLAIMED
        :: allEnded == allBegun -> phase = TERMINATED; terminated()
#else
        :: atomic { allEnded == allBegun && FENCED ->
                if
                :: phase != TERMINATED -> phase = TERMINATED; terminated()
                :: else
                fi
            }
#endif
        :: else
        fi
    :: else
    fi;
    d_step { seen = 0; allBegun = 0; allEnded = 0 }
}

inline terminated() {
    terminations++;
    assert(terminations == 1);
    assert(live == 0)
}

/* ---- Cancelling and parking ---- */

/* A request to cancel: wakes a task that is parked. */
inline cancel(task) {
    atomic {
        cancelled[task] = true;
        if
        :: state[task] == PARKED -> state[task] = READY
        :: else
        fi
    }
}

/* A task that is asked to cancel does not park, but is made ready again. */
inline park() {
    atomic { FENCED ->
        if
        :: cancelled[task] -> state[task] = READY; task = 0
        :: else -> state[task] = PARKED
        fi
    }
#ifndef PARK_UNCHECKED
    if
    :: task != 0 && phase >= CANCELLING -> cancel(task)
    :: else
    fi;
#endif
    task = 0
}

/* ---- Other threads ---- */

proctype External(byte task) {
    SUMS;
    byte me;
#ifndef PHASE_FIRST
    countIn();
#endif
    atomic {
        seen = phase;
        if
        :: seen == OPEN -> live++
        :: else
        fi
    }
#ifdef PHASE_FIRST
    countIn();
#endif
    if
    :: seen == OPEN ->
        seen = 0;
        listed[task] = true;
        if
        :: state[task] = READY
#ifdef NOW
        :: park()                               /* it is to begin later */
#endif
        fi
    :: else ->
        ended[0]++;
#ifndef REJECT_SILENT
        tryTerminate()
#endif
    fi
}

inline advance(to) {
    atomic {
        if
        :: phase < to -> phase = to
        :: else
        fi
    }
    tryTerminate()
}

proctype Close(byte to) {
    SUMS;
    byte me;
    advance(to)
}

inline cancelListed() {
    do
    :: task <= TASKS ->
        if
        :: listed[task] -> cancel(task)
        :: else
        fi;
        task++
    :: else -> break
    od;
    task = 0
}

proctype ShutdownNow() {
    SUMS;
    byte me;
    byte task = 1;
#ifdef CANCEL_FIRST
    cancelListed();
    advance(CANCELLING)
#else
    advance(CANCELLING);
    cancelListed()
#endif
}

/* ---- Workers ---- */

/* A child of a step's: accepted until all are refused. */
inline submit() {
    seen = phase;
    if
    :: seen <= CLOSING ->
        atomic { live++; assert(phase != TERMINATED) }
#ifdef PUSH_BEFORE_COUNT
        buffer[me] ! child;
#endif
        atomic { buffer[me] ! BEGUN; myBegun++ }
        buffer[me] ! LISTS + child;
#ifndef PUSH_BEFORE_COUNT
        buffer[me] ! child;
#endif
    :: else
    fi;
    seen = 0; child = 0
}

inline end() {
    atomic { FENCED -> state[task] = ENDED; live--; task = 0 }
    atomic { buffer[me] ! ENDS; myEnded++ }
#ifndef ENDER_UNFENCED
    FENCED;
#endif
    seen = phase;
    if
    :: seen != OPEN -> tryTerminate()
    :: else
    fi;
    seen = 0
}

#define TAKES(one) atomic { state[one] == READY && FENCED -> task = one; state[one] = RUNNING }

proctype Worker(byte me) {
    SUMS;
    byte task, child;
    do
    :: true ->
        end_idle:
        if
        :: TAKES(1)
#if TASKS >= 2
        :: TAKES(2)
#endif
#if TASKS >= 3
        :: TAKES(3)
#endif
#if TASKS >= 4
        :: TAKES(4)
#endif
        fi;
        if
        :: cancelled[task] || phase >= CANCELLING -> end()
        :: else ->
            do
            :: atomic { children < CHILDREN -> children++; child = EXTERNAL + children } submit()
            :: break
            od;
            if
            :: end()
#ifdef NOW
            :: park()
#endif
            fi
        fi
    od
}

init {
    atomic {
        byte i = 1;
        do
        :: i <= WORKERS -> run Worker(i); i++
        :: else -> break
        od;
        i = 1;
        do
        :: i <= EXTERNAL -> run External(i); i++
        :: else -> break
        od;
        i = 1;
        do
        :: i <= CLOSERS -> run Close(i); i++
        :: else -> break
        od;
#ifdef NOW
        run ShutdownNow();
#endif
        i = 0
    }
}

#ifdef LIVENESS
ltl terminates { <> (phase == TERMINATED) }
#else
active proctype Quiescence() {
    timeout -> assert(phase == TERMINATED && live == 0)
}
#endif
