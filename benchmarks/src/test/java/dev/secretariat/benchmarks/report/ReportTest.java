package dev.secretariat.benchmarks.report;

import static dev.secretariat.benchmarks.run.MetricNamed.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.run.Comparison;
import dev.secretariat.benchmarks.run.Entrant;
import dev.secretariat.benchmarks.run.Load;
import dev.secretariat.benchmarks.run.Measurement;
import dev.secretariat.benchmarks.run.Pair;
import dev.secretariat.benchmarks.run.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static Round round(int number, Load ours, Load theirs) {
        return new Round(
                number,
                Map.of(
                        new Entrant(Peer.SECRETARIAT, 2), new Measurement(1, ours),
                        new Entrant(Peer.FJP, 2), new Measurement(1, theirs)));
    }

    private static Load foreign(double share) {
        return new Load(OptionalDouble.of(2.25), OptionalDouble.of(share));
    }

    @Test
    void aRoundInWhichOneJvmWasDisturbedIsToldOf() {
        List<Round> rounds = List.of(
                round(1, Samples.QUIET, foreign(0.42)),
                round(2, Samples.QUIET, Samples.QUIET),
                round(3, foreign(0.11), Samples.QUIET));
        assertEquals(
                Optional.of("uts: others took up to 42 % of the CPU time in rounds 1, 3 of 3; load average up to 2.3"),
                ForeignLoad.line("uts", rounds));
    }

    @Test
    void aQuietMachineIsNotWorthALine() {
        assertEquals(Optional.empty(), ForeignLoad.line("uts", List.of(round(1, Samples.QUIET, Samples.QUIET))));
    }

    @Test
    void whatIsUnknownIsCalledSo() {
        assertEquals(
                Optional.of("uts: foreign load unknown"),
                ForeignLoad.line("uts", List.of(round(1, Load.UNKNOWN, Load.UNKNOWN))));
    }

    /** Eight quiet pairs in which we take longer, and some disturbed ones in which the other does. */
    private static Comparison disturbed(int pairs) {
        List<Pair> all = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            all.add(new Pair(i, new Measurement(15, Samples.QUIET), new Measurement(10 + i * 0.1, Samples.QUIET)));
        }
        for (int i = 1; i <= pairs; i++) {
            all.add(new Pair(8 + i, new Measurement(15, Samples.QUIET), new Measurement(20 + i, foreign(0.5))));
        }
        return new Comparison(metric("uts"), 2, new Comparison.Other("fjp", true), all, OptionalDouble.empty());
    }

    @Test
    void whereLoadChangesTheVerdictBothAreTold() {
        Report report = new Report();
        report.add(metric("uts"), List.of(round(1, foreign(0.5), Samples.QUIET)), List.of(disturbed(6)));
        List<String> lines = report.summary();
        assertTrue(lines.contains(Table.row(disturbed(6))), lines.toString());
        assertTrue(lines.contains(Table.row(disturbed(0))), lines.toString());
    }

    @Test
    void whereLoadDoesNotChangeTheVerdictOneIsEnough() {
        Report report = new Report();
        report.add(metric("uts"), List.of(round(1, foreign(0.5), Samples.QUIET)), List.of(disturbed(1)));
        assertTrue(report.summary().contains(Table.row(disturbed(1))));
        assertFalse(report.summary().contains(Table.row(disturbed(0))));
    }

    @Test
    void theSummaryHasTheBestPeersAndTheLoads() {
        Report report = new Report();
        report.add(metric("uts"), List.of(round(1, Load.UNKNOWN, Load.UNKNOWN)), Samples.ALL);
        List<String> lines = report.summary();
        assertTrue(lines.contains(Table.row(Samples.ALL.get(0))), lines.toString());
        assertTrue(lines.contains(Table.row(Samples.ALL.get(2))), lines.toString());
        assertTrue(lines.stream().noneMatch(line -> line.contains("virtual") || line.contains("limit")));
        assertTrue(lines.contains("uts: foreign load unknown"));
    }
}
