package dev.secretariat.examples.dining;

import dev.secretariat.examples.command.ExampleCommand;
import dev.secretariat.simulation.Run;
import dev.secretariat.simulation.Simulation;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import picocli.CommandLine.Command;

/** Lets five secretaries dine: by manners that may end in a deadlock, which is found and told, and by others, and tells what these cost. */
@Command(
        name = "dining",
        description = "Finds how dining secretaries come to wait for each other for ever, and shows two ways out.")
public final class DiningCommand extends ExampleCommand {
    private static final int PLACES = Table.SECRETARIES.size();
    private static final int SEEDS = 1_000;
    private static final Duration MEAL = Duration.ofMinutes(10);

    @Override
    public boolean run(PrintStream out) {
        boolean asExpected = true;
        for (Manners manners : Manners.values()) {
            out.println("Each takes " + manners);
            boolean found = finds(Simulation.of(simulation -> new Table(manners, PLACES, MEAL).serve(simulation)), out);
            asExpected &= found == (manners == Manners.LEFT_FIRST);
        }
        return asExpected;
    }

    /** Tells of the first deadlock, or how long the meal takes if there is none. */
    private static boolean finds(Simulation dinner, PrintStream out) {
        LongSummaryStatistics minutes = new LongSummaryStatistics();
        for (int seed = 0; seed < SEEDS; seed++) {
            Run run = dinner.run(seed);
            if (run.hasFailed()) {
                out.print(String.valueOf(dinner.failure(run).getMessage()).indent(2));
                return true;
            }
            minutes.accept(run.makespan().toMinutes());
        }
        out.printf(
                "  no deadlock with %d seeds; all have eaten after %d to %d minutes%n",
                SEEDS, minutes.getMin(), minutes.getMax());
        return false;
    }
}
