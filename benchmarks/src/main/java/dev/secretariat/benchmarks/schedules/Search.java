package dev.secretariat.benchmarks.schedules;

import dev.secretariat.simulation.Policy;

/** A search by seed. */
public enum Search {
    RANDOM("random", Policy.random()),
    PCT_1("pct 1", Policy.pct(1)),
    PCT_2("pct 2", Policy.pct(2)),
    PCT_3("pct 3", Policy.pct(3)),
    POS("pos", Policy.pos()),
    UNIFORM("uniform", Policy.uniform()),
    SELECTIVE("selective", Policy.selective()),
    DELAYS_1("delays 1", Policy.delays(1)),
    DELAYS_2("delays 2", Policy.delays(2)),
    PORTFOLIO("portfolio", Policy.portfolio());

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // a policy has no state
    private final Policy policy;

    Search(String title, Policy policy) {
        this.title = title;
        this.policy = policy;
    }

    Policy policy() {
        return policy;
    }

    @Override
    public String toString() {
        return title;
    }
}
