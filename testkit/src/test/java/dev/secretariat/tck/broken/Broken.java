package dev.secretariat.tck.broken;

import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.TaskState;
import dev.secretariat.Ticker;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WorkerBase;
import dev.secretariat.tck.Rule;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Schedulers with one mistake each, and the rule that it breaks. */
enum Broken {
    RUNS_EACH_NEW_TASK_TWICE(Rule.T1) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(2, ticker, failures) {
                @Override
                protected void ready(TaskCell<?> cell, Reason reason) {
                    super.ready(cell, reason);
                    if (reason == Reason.SUBMITTED) super.ready(cell, reason);
                }
            };
        }
    },
    OVERLAPS_THE_STEPS_OF_A_TASK_THAT_YIELDS(Rule.T2) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(2, ticker, failures) {
                private final Set<TaskCell<?>> doubled = ConcurrentHashMap.newKeySet();

                @Override
                protected void ready(TaskCell<?> cell, Reason reason) {
                    super.ready(cell, reason);
                    // Once for each task: after that it is in two lines for ever.
                    if (reason == Reason.YIELDED && doubled.add(cell)) super.ready(cell, reason);
                }
            };
        }
    },
    HANDS_OVER_WITHOUT_HAPPENS_BEFORE(Rule.T3) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new UnsynchronizedScheduler(ticker, failures);
        }
    },
    LOSES_A_WAKE_FROM_INSIDE_A_STEP(Rule.T4) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(1, ticker, failures) {
                @Override
                protected void ready(TaskCell<?> cell, Reason reason) {
                    if (reason != Reason.WOKEN || !isWorking()) super.ready(cell, reason);
                }
            };
        }
    },
    LETS_AN_ERROR_END_ITS_WORKER(Rule.T5) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(1, ticker, failures) {
                @Override
                void run(TaskCell<?> cell, WorkerBase worker) {
                    super.run(cell, worker);
                    if (cell.isDone() && cell.state() == TaskState.FAILED) {
                        throw new IllegalStateException("a step has failed");
                    }
                }
            };
        }
    },
    FORGETS_A_TASK_THAT_WINDS_DOWN(Rule.T7) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(1, ticker, failures) {
                /** As if a cancelled task had nothing to do but to end. */
                @Override
                protected void ready(TaskCell<?> cell, Reason reason) {
                    if (!cell.isWindingDown()) super.ready(cell, reason);
                }
            };
        }
    },
    RUNS_A_STEP_IN_THE_WAKING_THREAD(Rule.T9) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(1, ticker, failures) {
                private final AtomicInteger callers = new AtomicInteger(1);

                @Override
                protected void ready(TaskCell<?> cell, Reason reason) {
                    if (reason == Reason.WOKEN && !isWorking()) runStep(cell, newWorker(callers.getAndIncrement()));
                    else super.ready(cell, reason);
                }
            };
        }
    },
    STARVES_ALL_BUT_THE_NEWEST(Rule.S2) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(1, ticker, failures) {
                @Override
                protected void ready(TaskCell<?> cell, Reason reason) {
                    queue.addFirst(cell);
                }
            };
        }
    },
    CLAIMS_A_BOUND_IT_DOES_NOT_KEEP(Rule.S2) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(1, ticker, failures) {
                private int turns; // of its only thread

                /** The newest, but each tenth time the oldest: nobody starves, but some are passed often. */
                @Override
                protected void ready(TaskCell<?> cell, Reason reason) {
                    queue.addFirst(cell);
                }

                @Override
                TaskCell<?> take() throws InterruptedException {
                    TaskCell<?> oldest = ++turns % 10 == 0 ? queue.pollLast() : null;
                    return oldest != null ? oldest : super.take();
                }

                @Override
                public OptionalLong fairnessBound() {
                    return OptionalLong.of(2);
                }
            };
        }
    },
    DROPS_WHAT_IS_READY_ON_CLOSE(Rule.S3) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(1, ticker, failures) {
                @Override
                void run(TaskCell<?> cell, WorkerBase worker) {
                    if (!isClosing()) super.run(cell, worker);
                }
            };
        }
    },
    SLEEPS_BESIDE_A_READY_TASK(Rule.S5) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(1, ticker, failures) {
                private volatile Thread parked;

                @Override
                protected void ready(TaskCell<?> cell, Reason reason) {
                    super.ready(cell, reason);
                    LockSupport.unpark(parked); // nobody, while it is between its look and its announcement
                }

                /** Looks, then says that it parks, and does not look again. */
                @Override
                TaskCell<?> take() {
                    TaskCell<?> next = queue.pollFirst();
                    if (next != null) return next;
                    for (int spin = 0; spin < 500; spin++) Thread.onSpinWait();
                    parked = Thread.currentThread();
                    LockSupport.park(this);
                    parked = null;
                    return null;
                }
            };
        }
    },
    LETS_A_STEP_BLOCK_IN_JOIN(Rule.S8) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(1, ticker, failures) {
                @Override
                protected boolean isWorking() {
                    return false;
                }
            };
        }
    },
    KEEPS_WHAT_A_STEP_MAKES_READY_WITH_THE_THREAD_THAT_CALLS(Rule.B1) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(1, ticker, failures) {
                /** As if whoever is in a step were the thread that takes. A fiber's body has another one. */
                @Override
                protected void ready(TaskCell<?> cell, Reason reason) {
                    if (isWorking()) OF_THREAD.get().addLast(cell);
                    else super.ready(cell, reason);
                }

                @Override
                TaskCell<?> take() throws InterruptedException {
                    TaskCell<?> mine = OF_THREAD.get().pollFirst();
                    return mine != null ? mine : super.take();
                }
            };
        }
    },
    DROPS_WHAT_IS_WOKEN_ONCE_IT_CLOSES(Rule.B2) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(1, ticker, failures) {
                /** As if nobody woken so late could have anything to release. */
                @Override
                protected void ready(TaskCell<?> cell, Reason reason) {
                    if (reason != Reason.WOKEN || !isClosing()) super.ready(cell, reason);
                }
            };
        }
    },
    LETS_A_TASK_WIND_DOWN_IN_ONE_STEP(Rule.B3) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(1, ticker, failures) {
                private final Set<TaskCell<?>> winding = ConcurrentHashMap.newKeySet();

                @Override
                protected void ready(TaskCell<?> cell, Reason reason) {
                    if (!cell.isWindingDown() || winding.add(cell)) super.ready(cell, reason);
                }
            };
        }
    },
    HAS_A_CLOCK_OF_ITS_OWN(Rule.B6) {
        @Override
        Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(1, Ticker.system(), failures);
        }
    };

    private static final ThreadLocal<Deque<TaskCell<?>>> OF_THREAD = ThreadLocal.withInitial(ArrayDeque::new);

    final Rule rule;

    Broken(Rule rule) {
        this.rule = rule;
    }

    abstract Scheduler create(Ticker ticker, FailureHandler failures);
}
