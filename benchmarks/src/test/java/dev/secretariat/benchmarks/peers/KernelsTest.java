package dev.secretariat.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kernel ends on each contestant, and none of its tasks is missing or runs twice. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class KernelsTest {
    private static final int WORKERS = 2;

    static Stream<Peer> contestants() {
        return Stream.of(
                        Peer.SECRETARIAT,
                        Peer.FJP,
                        Peer.FJP_LIFO,
                        Peer.FJP_FORK,
                        Peer.TPE,
                        Peer.VIRTUAL,
                        Peer.KOTLIN,
                        Peer.CATS,
                        Peer.REACTOR)
                .filter(Peer::isHere);
    }

    static Stream<Peer> loops() {
        return Stream.of(Peer.SECRETARIAT, Peer.SINGLE_THREAD, Peer.KOTLIN_LOOP, Peer.RING);
    }

    static Stream<Peer> parkingLots() {
        return Stream.of(Peer.SECRETARIAT, Peer.VIRTUAL, Peer.KOTLIN).filter(Peer::isHere);
    }

    static Stream<Peer> timers() {
        return Stream.of(Peer.SECRETARIAT, Peer.STPE, Peer.STPE_PURGE);
    }

    private interface Kernel {
        void begin(Contestant contestant);
    }

    private static void assertEnds(Peer peer, Finish finish, Kernel kernel) throws InterruptedException {
        try (Contestant contestant = Contestants.open(peer, WORKERS)) {
            kernel.begin(contestant);
            finish.await();
        }
        assertEquals(0, finish.left());
    }

    @ParameterizedTest
    @MethodSource("contestants")
    void aChainArrivesOnce(Peer peer) throws InterruptedException {
        Finish finish = new Finish(1);
        assertEnds(peer, finish, contestant -> contestant.chain(100, finish));
    }

    @ParameterizedTest
    @MethodSource("contestants")
    void eachPairArrivesInEachRound(Peer peer) throws InterruptedException {
        Finish finish = new Finish(50, 3);
        assertEnds(peer, finish, contestant -> contestant.pingPong(50, finish));
    }

    @ParameterizedTest
    @MethodSource("contestants")
    void eachTaskSpawnedInsideArrivesInEachRound(Peer peer) throws InterruptedException {
        Finish finish = new Finish(500, 3);
        assertEnds(peer, finish, contestant -> contestant.spawnManyLocal(500, finish));
    }

    @ParameterizedTest
    @MethodSource("contestants")
    void eachTaskSpawnedOutsideArrives(Peer peer) throws InterruptedException {
        Finish finish = new Finish(500);
        assertEnds(peer, finish, contestant -> contestant.spawnManyForeign(500, finish));
    }

    @ParameterizedTest
    @MethodSource("contestants")
    void eachTaskArrivesAfterItsYields(Peer peer) throws InterruptedException {
        Finish finish = new Finish(20);
        assertEnds(peer, finish, contestant -> contestant.yieldMany(20, 50, finish));
    }

    @ParameterizedTest
    @MethodSource("loops")
    void aLoopReturnsWhenEachTaskHasArrived(Peer peer) throws InterruptedException {
        Finish finish = new Finish(20);
        try (YieldLoop loop = YieldLoops.open(peer)) {
            loop.run(20, 50, finish);
        }
        assertEquals(0, finish.left());
    }

    @ParameterizedTest
    @MethodSource("parkingLots")
    void parkedTasksEndWhenTheyAreReleased(Peer peer) throws InterruptedException {
        ParkingLot lot = ParkingLots.open(peer, WORKERS);
        lot.park(100);
        lot.release();
    }

    @ParameterizedTest
    @MethodSource("timers")
    void noTimerIsLeftBehind(Peer peer) throws InterruptedException {
        try (TimerContestant contestant = Contestants.openTimers(peer, WORKERS)) {
            contestant.inTurn(20_001);
            contestant.pending(100);
            contestant.delayedTasks(100);
            if (contestant instanceof ExecutorTimers executor) assertEquals(0, executor.left());
        }
    }

    @Test
    void whoDoesNotTakePartIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Contestants.open(Peer.RING, WORKERS));
        assertThrows(IllegalArgumentException.class, () -> Contestants.openTimers(Peer.FJP, WORKERS));
        assertThrows(IllegalArgumentException.class, () -> ParkingLots.open(Peer.TPE, WORKERS));
        assertThrows(IllegalArgumentException.class, () -> YieldLoops.open(Peer.CATS));
    }
}
