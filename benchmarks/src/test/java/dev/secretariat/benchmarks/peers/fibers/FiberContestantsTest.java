package dev.secretariat.benchmarks.peers.fibers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.fiber.Fibers;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of fiber comes to the right answer in each kernel; ours on the carrier of this JVM. */
@Tag("fibers")
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class FiberContestantsTest {
    private static final int WORKERS = 2;

    private static Stream<Peer> ours() {
        return Stream.of(Peer.SECRETARIAT, Peer.SECRETARIAT_BATON, Peer.SECRETARIAT_PLATFORM_BATON)
                .filter(Peer::isHere);
    }

    private static boolean isCarried(Peer peer) {
        return FiberContestants.carrier(peer) == Fibers.carrier();
    }

    /** How to open each. */
    static Stream<Arguments> contestants() {
        return Stream.concat(
                named("on workers", peer -> FiberContestants.open(peer, WORKERS), Peer.KOTLIN),
                named("on one thread", FiberContestants::openOnOneThread, Peer.KOTLIN_LOOP));
    }

    private static Stream<Arguments> named(String how, Function<Peer, FiberContestant> opening, Peer kotlin) {
        Stream<Peer> others = Stream.of(Peer.VIRTUAL, Peer.JOX, kotlin).filter(Peer::isHere);
        return Stream.concat(ours().filter(FiberContestantsTest::isCarried), others)
                .map(peer -> Arguments.of(peer, how, opening));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("contestants")
    void eachKernelHasTheRightAnswer(Peer peer, String how, Function<Peer, FiberContestant> opening) throws Exception {
        try (FiberContestant contestant = opening.apply(peer)) {
            for (int round = 0; round < 3; round++) {
                assertEquals(200, contestant.pingPong(100));
                assertEquals(5050, contestant.fanOut(100));
                assertEquals(100, contestant.chain(100));
                assertEquals(1000, contestant.awaitDone(1000));
                if (peer == Peer.JOX)
                    assertThrows(UnsupportedOperationException.class, () -> contestant.yieldMany(4, 1));
                else assertEquals(80, contestant.yieldMany(4, 20));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ours")
    void aJvmCarriesFibersInOneWay(Peer peer) {
        if (isCarried(peer)) return;
        assertThrows(IllegalStateException.class, () -> FiberContestants.open(peer, WORKERS));
        assertThrows(IllegalStateException.class, () -> FiberContestants.openOnOneThread(peer));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void whoHasNoFibersIsRefused(Peer peer) {
        assertThrows(IllegalArgumentException.class, () -> FiberContestants.open(peer, WORKERS));
        assertThrows(IllegalArgumentException.class, () -> FiberContestants.openOnOneThread(peer));
    }

    static Stream<Peer> strangers() {
        return Stream.of(Peer.FJP, Peer.RING, Peer.CATS);
    }
}
