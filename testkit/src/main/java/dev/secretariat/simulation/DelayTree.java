package dev.secretariat.simulation;

import java.util.LinkedHashSet;
import java.util.Set;

/** All schedules with a bounded number of delays, depth first; see {@link DelayChooser}. */
final class DelayTree implements SearchTree {
    private final int maxDelays;
    private final Choices choices = new Choices();
    private final Set<String> polling = new LinkedHashSet<>();

    // ---- Of this run ----

    private int delays;
    private Turns turns = new Turns();

    DelayTree(int maxDelays) {
        this.maxDelays = maxDelays;
    }

    @Override
    public int task(ReadyTasks ready) {
        int chosen = 0;
        if (ready.size() > 1) {
            chosen = turns.next(ready);
            if (turns.hasPassedOver()) polling.add(ready.handle(ready.last()).name());
            int delayed = choices.choose(Math.min(maxDelays - delays + 1, ready.size()));
            delays += delayed;
            for (int i = 0; i < delayed; i++) chosen = Turns.after(ready, ready.id(chosen));
        }
        turns.runs(ready.id(chosen));
        return chosen;
    }

    @Override
    public int alternative(int alternatives) {
        return choices.choose(alternatives);
    }

    @Override
    public boolean passesTime(ReadyTasks ready) {
        return choices.choose(2) == 1;
    }

    @Override
    public boolean isCutShort() {
        return choices.isCutShort();
    }

    @Override
    public boolean advance() {
        delays = 0;
        turns = new Turns();
        return choices.advance();
    }

    @Override
    public Set<String> polling() {
        return polling;
    }
}
