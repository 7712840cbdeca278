package dev.secretariat.simulation;

import java.util.List;

/** See {@link Policy#portfolio}. */
record Portfolio(List<Policy> members) implements LearningPolicy {
    Portfolio {
        members = List.copyOf(members);
    }

    /** By their seeds, runs take turns: so a part of the seeds has as many of each. */
    @Override
    public Chooser begin(long seed) {
        return members.get((int) Math.floorMod(seed, (long) members.size())).begin(seed);
    }

    @Override
    public Policy taughtBy(Lessons lessons) {
        return new Portfolio(members.stream()
                .map(member -> member instanceof LearningPolicy learning ? learning.taughtBy(lessons) : member)
                .toList());
    }
}
