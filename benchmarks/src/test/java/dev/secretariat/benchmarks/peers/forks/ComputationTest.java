package dev.secretariat.benchmarks.peers.forks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.run.Metric;
import dev.secretariat.benchmarks.run.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kernel comes to the known answer on each peer that the metrics compare us with. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ComputationTest {
    private static final Map<Kernel, List<Integer>> SIZES = Map.ofEntries(
            Map.entry(Kernel.FIB, List.of(0, 1, 2, 15)),
            Map.entry(Kernel.FIB_BOXED, List.of(0, 1, 15)),
            Map.entry(Kernel.TREE_SUM, List.of(1, 3, 1023, (1 << 21) - 1)),
            Map.entry(Kernel.NQUEENS, List.of(1, 2, 8, 10)),
            Map.entry(Kernel.UTS, List.of(0, 1, 6)),
            Map.entry(Kernel.INTEGRATE, List.of(1, 10)),
            Map.entry(Kernel.MATRIX, List.of(64, 192)),
            Map.entry(Kernel.QUICKSORT, List.of(0, 1, 8192, 8193, 100_000)),
            Map.entry(Kernel.MERGESORT, List.of(0, 1, 8192, 8193, 100_000)),
            Map.entry(Kernel.PRIMES, List.of(1_000, 100_000)),
            Map.entry(Kernel.FIB_LONG, List.of(0, 1, 15)),
            Map.entry(Kernel.SORT, List.of(0, 1, 8193, 100_000)),
            Map.entry(Kernel.LOOP, List.of(1, 100, 3_000_000)));

    static Stream<Arguments> computations() {
        Set<Kernel> kernels = new TreeSet<>();
        List<Arguments> computations = new ArrayList<>();
        for (Metric metric : Metrics.all()) {
            String id = metric.method().parameters().get("kernel");
            if (id == null || !kernels.add(Kernel.of(id))) continue;
            computations.add(Arguments.of(Kernel.of(id), Peer.SECRETARIAT));
            for (Peer peer : metric.peers()) computations.add(Arguments.of(Kernel.of(id), peer));
        }
        assertEquals(Set.of(Kernel.values()), kernels);
        return computations.stream();
    }

    private static void assertRight(Kernel kernel, int size, Peer peer, int workers) throws InterruptedException {
        try (Computation computation = Computation.open(kernel, size, peer, workers)) {
            for (int i = 0; i < 2; i++) {
                computation.prepare();
                computation.run();
                computation.check();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("computations")
    void theAnswerIsTheKnownOne(Kernel kernel, Peer peer) throws InterruptedException {
        for (int size : SIZES.get(kernel)) {
            for (int workers : new int[] {1, 2, 4}) assertRight(kernel, size, peer, workers);
        }
    }

    @ParameterizedTest
    @MethodSource("computations")
    void whatHasNotBeenComputedIsWrong(Kernel kernel, Peer peer) throws InterruptedException {
        int size = SIZES.get(kernel).get(SIZES.get(kernel).size() - 1);
        try (Computation computation = Computation.open(kernel, size, peer, 1)) {
            computation.run();
            computation.prepare();
            assertThrows(WrongAnswerException.class, computation::check);
        }
    }

    @Test
    void whoDoesNotTakePartIsRefused() {
        for (Kernel kernel : Kernel.values()) {
            try (Computation computation =
                    Computation.open(kernel, SIZES.get(kernel).get(0), Peer.CATS, 1)) {
                assertThrows(IllegalArgumentException.class, computation::run, kernel.id());
            }
        }
    }

    @Test
    void sizesWithoutAKnownAnswerAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Kernel.TREE_SUM.problem(1022));
        assertThrows(IllegalArgumentException.class, () -> Kernel.NQUEENS.problem(17));
        assertThrows(IllegalArgumentException.class, () -> Kernel.MATRIX.problem(100));
        assertThrows(IllegalArgumentException.class, () -> Kernel.PRIMES.problem(5_000));
        assertThrows(IllegalArgumentException.class, () -> Kernel.PRIMES.problem(100));
        assertThrows(IllegalArgumentException.class, () -> Kernel.of("nothing"));
    }
}
