package dev.secretariat.benchmarks.run;

import static dev.secretariat.benchmarks.run.MetricNamed.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.benchmarks.peers.Peer;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Metric CHAIN = metric("chainedSpawn");
    private static final Metric SUBMIT = metric("foreignSubmit1");

    private static Comparison comparison(Metric metric, double ours, Peer peer, double theirs) {
        return Comparison.with(peer, metric, 2, Score.fixed(ours), Score.fixed(theirs));
    }

    @Test
    void halfTheTimeIsTwiceAsGood() {
        assertEquals(2, comparison(CHAIN, 10, Peer.FJP, 20).ratio());
    }

    @Test
    void twiceTheThroughputIsTwiceAsGood() {
        assertEquals(2, comparison(SUBMIT, 20, Peer.FJP, 10).ratio());
    }

    @Test
    void aTargetIsMetFromItsRatioOn() {
        assertTrue(comparison(CHAIN, 10, Peer.FJP, 30).isMet());
        assertFalse(comparison(CHAIN, 10, Peer.FJP, 29.9).isMet());
    }

    @Test
    void theTargetBesideASingleThreadIsThatOfOneWorker() {
        Metric fib = metric("fib30");
        assertTrue(Comparison.with(Peer.SEQUENTIAL, fib, 1, Score.fixed(30), Score.fixed(10))
                .isMet());
        assertTrue(Comparison.with(Peer.SEQUENTIAL, fib, 2, Score.fixed(30), Score.fixed(10))
                .target()
                .isEmpty());
    }

    @Test
    void withoutATargetThereIsNothingToMeet() {
        Comparison comparison = comparison(CHAIN, 1, Peer.REACTOR, 1000);
        assertTrue(comparison.target().isEmpty());
        assertFalse(comparison.isMet());
    }

    @Test
    void aLimitIsMetUpToItsFigure() {
        Metric bytes = metric("bytesPerParkedTask");
        double limit = bytes.limit().orElseThrow();
        assertTrue(Comparison.withLimit(limit, bytes, 2, Score.fixed(48)).isMet());
        assertFalse(Comparison.withLimit(limit, bytes, 2, Score.fixed(48.1)).isMet());
    }
}
