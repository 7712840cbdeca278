package dev.secretariat.benchmarks.run;

import static dev.secretariat.benchmarks.run.MetricNamed.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.benchmarks.peers.Peer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final int ROUNDS = 7;

    /** What each would measure; who is missing fails. */
    private final Map<Peer, Double> figures = new EnumMap<>(Peer.class);

    /** Who fails the second time. */
    private @Nullable Peer failing;

    private final List<Entrant> measured = new ArrayList<>();
    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<Round> rounds = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private OptionalDouble measure(Entrant entrant) {
        boolean fails = entrant.peer() == failing && measured.contains(entrant);
        measured.add(entrant);
        Double figure = figures.get(entrant.peer());
        // The machine gets slower by the same factor each time, and no entrant gains by that.
        return figure == null || fails
                ? OptionalDouble.empty()
                : OptionalDouble.of(figure * Math.pow(1.1, measured.size()) / entrant.workers());
    }

    private void run(String metric, List<Integer> workers, Peer... peers) {
        Plan plan =
                new Plan(List.of(metric(metric)), List.of(peers), workers, Effort.QUICK.withRounds(ROUNDS), List.of());
        new Session(plan, (of, entrant) -> measure(entrant), new Recorder()).run();
    }

    private final class Recorder implements Session.Listener {
        @Override
        public void begins(String metric, int number, int total) {
            assertEquals(1, number);
            assertEquals(1, total);
        }

        @Override
        public void measured(Metric metric, List<Round> of, List<Comparison> made) {
            rounds.addAll(of);
            comparisons.addAll(made);
        }

        @Override
        public void failed(String what) {
            failures.add(what);
        }
    }

    private List<Peer> order(int round) {
        return measured.stream()
                .map(Entrant::peer)
                .skip(3L * (round - 1))
                .limit(3)
                .toList();
    }

    private Comparison comparison(String peer) {
        return comparisons.stream()
                .filter(it -> it.peer().equals(peer))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void allTakeTurnsWithUsInTheMiddleForthAndBack() {
        figures.putAll(Map.of(Peer.SECRETARIAT, 10.0, Peer.FJP, 10.0, Peer.TPE, 40.0));
        run("chainedSpawn", List.of(2), Peer.FJP, Peer.TPE);
        assertEquals(3 * ROUNDS, measured.size());
        assertEquals(List.of(Peer.FJP, Peer.SECRETARIAT, Peer.TPE), order(1));
        assertEquals(List.of(Peer.TPE, Peer.SECRETARIAT, Peer.FJP), order(2));
        assertEquals(order(1), order(3));
    }

    @Test
    void aMachineThatGetsSlowerDoesNotMakeEqualsUnequal() {
        figures.putAll(Map.of(Peer.SECRETARIAT, 10.0, Peer.FJP, 10.0, Peer.TPE, 40.0));
        run("chainedSpawn", List.of(2), Peer.FJP, Peer.TPE);
        assertEquals(Verdict.EQUAL, comparison("fjp").verdict());
        assertEquals(Verdict.BETTER, comparison("tpe").verdict());
        assertEquals(4, comparison("tpe").ratio(), 0.5);
        assertEquals(ROUNDS, comparison("tpe").pairs().size());
    }

    @Test
    void whoeverFailsIsToldOnceAndNotComparedNorTriedAgain() {
        figures.putAll(Map.of(Peer.SECRETARIAT, 10.0, Peer.TPE, 40.0));
        run("chainedSpawn", List.of(2), Peer.FJP, Peer.TPE);
        assertEquals(List.of("chainedSpawn, fjp (2)"), failures);
        assertEquals(2 * ROUNDS + 1, measured.size());
        assertEquals(List.of("tpe"), comparisons.stream().map(Comparison::peer).toList());
    }

    @Test
    void whatWasMeasuredOfOneWhoFailsLaterIsNotKept() {
        figures.putAll(Map.of(Peer.SECRETARIAT, 10.0, Peer.FJP, 10.0, Peer.TPE, 40.0));
        failing = Peer.FJP;
        run("chainedSpawn", List.of(2), Peer.FJP, Peer.TPE);
        assertEquals(List.of("chainedSpawn, fjp (2)"), failures);
        assertEquals(2, measured.stream().filter(it -> it.peer() == Peer.FJP).count());
        assertEquals(List.of("tpe"), comparisons.stream().map(Comparison::peer).toList());
    }

    @Test
    void ifWeFailNobodyIsMeasuredAnyMore() {
        figures.put(Peer.FJP, 10.0);
        run("chainedSpawn", List.of(2), Peer.FJP);
        assertEquals(List.of("chainedSpawn, secretariat (2)"), failures);
        assertTrue(comparisons.isEmpty());
        assertTrue(measured.size() <= 2, measured.toString());
    }

    @Test
    void moreWorkersAreComparedWithFewerInTheSameRounds() {
        figures.put(Peer.SECRETARIAT, 10.0);
        figures.put(Peer.FJP_ACTION, 30.0);
        run("uts", List.of(2, 1), Peer.FJP_ACTION);
        Comparison scaling = comparison("secretariat-1");
        assertEquals(2, scaling.workers());
        assertEquals(2, scaling.ratio(), 0.5);
        assertEquals(ROUNDS, scaling.pairs().size());
        assertFalse(scaling.other().isRival());
        assertEquals(3, comparisons.size());
    }

    @Test
    void aLimitIsMetUpToItsFigure() {
        figures.put(Peer.SECRETARIAT, 500 / Math.pow(1.1, ROUNDS));
        run("simulatedStep", List.of());
        assertTrue(comparison(Comparisons.LIMIT).isMet());
        assertFalse(comparison(Comparisons.LIMIT).other().isRival());
    }

    @Test
    void onlyTheBestRivalIsTheOneToBeat() {
        figures.putAll(Map.of(Peer.SECRETARIAT, 10.0, Peer.SEQUENTIAL, 1.0, Peer.FJP_ACTION, 50.0));
        figures.put(Peer.FJP_SURPLUS, 20.0);
        run("matrix", List.of(1, 2), Peer.SEQUENTIAL, Peer.FJP_ACTION, Peer.FJP_SURPLUS);
        List<Comparison> best = Comparisons.withBestRivals(comparisons);
        assertEquals(
                List.of("fjp-surplus", "fjp-surplus"),
                best.stream().map(Comparison::peer).toList());
        assertEquals(List.of(1, 2), best.stream().map(Comparison::workers).toList());
    }

    @Test
    void eachRoundHasItsLoad() {
        figures.putAll(Map.of(Peer.SECRETARIAT, 10.0, Peer.FJP, 10.0));
        run("chainedSpawn", List.of(2), Peer.FJP);
        assertEquals(ROUNDS, rounds.size());
        for (Round round : rounds) {
            double foreign = round.greatestLoad().foreign().orElse(0);
            assertTrue(foreign >= 0 && foreign <= 1, round.toString());
        }
    }
}
