package dev.secretariat.tck.broken;

import dev.secretariat.Waker;
import dev.secretariat.tck.Subject;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Awaitables with one mistake each, and the test of the kit that finds it. */
enum BrokenAwaitable {
    LOOKS_BEFORE_IT_REMEMBERS("A1_anEventBesideRegisterIsNotMissed") {
        @Override
        Subject create() {
            return new LooksFirst().wakingAll();
        }
    },
    LOOKS_BEFORE_IT_REMEMBERS_AND_WAKES_ONE("A1_anEventBesideRegisterIsNotMissed") {
        @Override
        Subject create() {
            return new LooksFirst().wakingOne();
        }
    },
    WAKES_BEFORE_IT_HOLDS("A1_theConditionHoldsBeforeAnybodyIsWoken") {
        @Override
        Subject create() {
            return new SoundBox() {
                @Override
                void put() {
                    wakeAll();
                    full = true;
                }

                /** Goes once round, so that nobody comes in time who comes in between. */
                @Override
                void wakeAll() {
                    for (int left = waiting.size(); left > 0; left--) wakeOne();
                }
            }.wakingAll();
        }
    },
    IGNORES_WHO_COMES_LATE("A1_whoComesAfterTheEventIsToldSoOrWoken") {
        @Override
        Subject create() {
            return new SoundBox() {
                @Override
                public boolean register(Waker waker) {
                    return waiting.add(Objects.requireNonNull(waker, "waker"));
                }
            }.wakingAll();
        }
    },
    LOSES_A_WAKER_BESIDE_ANOTHER_REGISTER("A1_inEveryOrderOfTheCallsNobodySleepsBesideTheEvent") {
        @Override
        Subject create() {
            return new SoundBox() {
                /** As if whoever leaves were always the oldest. */
                @Override
                public void deregister(Waker waker) {
                    Objects.requireNonNull(waker, "waker");
                    if (full) wakeOne();
                    else waiting.poll();
                }
            }.wakingAll();
        }
    },
    KEEPS_WHO_WAS_TOLD_THAT_IT_HOLDS("A2_aWakerThatWasToldThatItHoldsIsNotKept") {
        @Override
        Subject create() {
            return new SoundBox() {
                @Override
                public boolean register(Waker waker) {
                    waiting.add(Objects.requireNonNull(waker, "waker"));
                    return !full;
                }
            }.wakingAll();
        }
    },
    KEEPS_WHO_HAS_LEFT("A2_nothingIsLeftOfAMillionThatCameAndLeft") {
        @Override
        Subject create() {
            return new KeepsAll().wakingAll();
        }
    },
    WAKES_WHO_HAS_LEFT("A2_whoHasLeftIsNotWoken") {
        @Override
        Subject create() {
            return new KeepsAll().wakingAll();
        }
    },
    FORGETS_ALL_BUT_ONE("A3_anEventWakesAllWhoWaitOnce") {
        @Override
        Subject create() {
            return new SoundBox() {
                private final AtomicReference<Waker> only = new AtomicReference<>();

                @Override
                public boolean register(Waker waker) {
                    only.set(Objects.requireNonNull(waker, "waker"));
                    return !full || !only.compareAndSet(waker, null);
                }

                @Override
                public void deregister(Waker waker) {
                    only.compareAndSet(waker, null);
                }

                @Override
                void wakeAll() {
                    Waker waiter = only.getAndSet(null);
                    if (waiter != null) waiter.wake();
                }
            }.wakingAll();
        }
    },
    WAKES_EACH_TWICE("A3_anEventWakesAllWhoWaitOnce") {
        @Override
        Subject create() {
            return new SoundBox() {
                @Override
                void wakeAll() {
                    for (Waker waker : waiting) waker.wake();
                    super.wakeAll();
                }
            }.wakingAll();
        }
    },
    WAKES_THE_SAME_AGAIN("A3_eachEventWakesAnother") {
        @Override
        Subject create() {
            return new SoundBox() {
                @Override
                void wakeOne() {
                    Waker oldest = waiting.peek();
                    if (oldest != null) oldest.wake();
                }
            }.wakingOne();
        }
    },
    LOSES_THE_WAKE_OF_WHO_LEAVES("A3_aWakeThatIsNotUsedIsHandedOn") {
        @Override
        Subject create() {
            return new LosesWakes().wakingOne();
        }
    },
    LOSES_THE_WAKE_OF_WHO_LEAVES_BESIDE_IT("A3_aWakeIsHandedOnByWhoLeavesBesideTheEvent") {
        @Override
        Subject create() {
            return new SoundBox() {
                @Override
                public void deregister(Waker waker) {
                    if (full) wakeOne(); // and not after it, too
                    waiting.remove(Objects.requireNonNull(waker, "waker"));
                }
            }.wakingOne();
        }
    },
    LOSES_THE_WAKE_OF_WHO_LEAVES_IN_THE_MIDST_OF_IT("A3_aWakeIsHandedOnInTheMidstOfDeregister") {
        @Override
        Subject create() {
            return new LosesWakes().wakingOne();
        }
    },
    WAKES_UNDER_ITS_LOCK("A4_wakersAreCalledWithoutALock") {
        @Override
        Subject create() {
            return new SoundBox() {
                @Override
                synchronized void put() {
                    super.put();
                }

                @Override
                public synchronized boolean register(Waker waker) {
                    return super.register(waker);
                }
            }.wakingAll();
        }
    },
    CALLS_ITS_LIST_WHILE_IT_MAY_CHANGE("A4_aWakerMayComeBackInItsWake") {
        @Override
        Subject create() {
            return new SoundBox() {
                /** As long as somebody is in the list: one that comes back each time keeps it here, and the others wait. */
                @Override
                void wakeAll() {
                    Waker[] wakers = waiting.toArray(new Waker[0]);
                    for (Waker waker : wakers) {
                        waker.wake();
                        if (!waiting.contains(waker)) throw new IllegalStateException("the list has changed");
                    }
                    waiting.clear();
                }
            }.wakingAll();
        }
    },
    STOPS_AT_A_WAKER_THAT_THROWS("A4_aWakerThatThrowsKeepsNobodyElseFromTheirWake") {
        @Override
        Subject create() {
            return new SoundBox() {
                @Override
                void wakeAll() {
                    for (Waker next = waiting.poll(); next != null; next = waiting.poll()) next.wake();
                }
            }.wakingAll();
        }
    },
    THROWS_WHEN_IT_HOLDS("A5_neitherCallThrows") {
        @Override
        Subject create() {
            return new SoundBox() {
                @Override
                public boolean register(Waker waker) {
                    if (full) throw new IllegalStateException("there is a letter already");
                    return super.register(waker);
                }
            }.wakingAll();
        }
    },
    BLOCKS_UNTIL_IT_HOLDS("A5_neitherCallBlocks") {
        @Override
        Subject create() {
            return new SoundBox() {
                @Override
                @SuppressWarnings("ThreadPriorityCheck")
                public boolean register(Waker waker) {
                    while (!full) Thread.yield();
                    return false;
                }
            }.wakingAll();
        }
    },
    SWALLOWS_AN_INTERRUPT("A5_neitherCallThrows") {
        @Override
        Subject create() {
            return new SoundBox() {
                @Override
                public boolean register(Waker waker) {
                    boolean ignored = Thread.interrupted();
                    return super.register(waker);
                }
            }.wakingAll();
        }
    },
    TAKES_NULL("A5_nullIsRefused") {
        @Override
        Subject create() {
            return new SoundBox() {
                @Override
                public void deregister(Waker waker) {
                    if (waker != null) super.deregister(waker);
                }
            }.wakingAll();
        }
    },
    REFUSES_UNKNOWN_WAKERS("A5_unknownWakersAreIgnored") {
        @Override
        Subject create() {
            return new SoundBox() {
                @Override
                public void deregister(Waker waker) {
                    if (!waiting.remove(Objects.requireNonNull(waker, "waker"))) {
                        throw new IllegalArgumentException("unknown: " + waker);
                    }
                }
            }.wakingAll();
        }
    },
    CANNOT_BE_PRINTED_WHILE_EMPTY("A5_reportsMayAskItAtAnyTime") {
        @Override
        Subject create() {
            return new SoundBox() {
                @Override
                public String toString() {
                    return "awaited by " + waiting.element();
                }
            }.wakingAll();
        }
    },
    HOLDS_TOO_EARLY("A6_whatWasDoneBeforeTheEventIsSeen") {
        @Override
        Subject create() {
            return new SoundBox() {
                @Override
                public boolean register(Waker waker) {
                    return false;
                }
            }.wakingAll();
        }
    };

    /** The mistake that is made most: an event between the look and the remembering is missed. */
    private static final class LooksFirst extends SoundBox {
        @Override
        public boolean register(Waker waker) {
            if (full) return false;
            return waiting.add(Objects.requireNonNull(waker, "waker"));
        }
    }

    private static final class KeepsAll extends SoundBox {
        @Override
        public void deregister(Waker waker) {
            Objects.requireNonNull(waker, "waker");
        }
    }

    private static final class LosesWakes extends SoundBox {
        @Override
        public void deregister(Waker waker) {
            waiting.remove(Objects.requireNonNull(waker, "waker"));
        }
    }

    final String test;

    BrokenAwaitable(String test) {
        this.test = "required_" + test;
    }

    abstract Subject create();
}
