package dev.secretariat.examples;

import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.examples.stories.*;
import dev.secretariat.examples.timeline.Narrator;
import dev.secretariat.examples.workday.*;

public final class Main {
    public static void main(String[] args) throws Exception {
        Workday w = WorkdayReader.read("workday.csv", Main.class.getResource("workday.csv").openStream().readAllBytes());
        for (Story s : Story.all()) {
            System.out.println(s.title() + "\n" + s.lesson());
            try (CooperativeScheduler town = CooperativeScheduler.builder().name("town").start()) {
                s.live(Day.begin(w, town, WallClock.MINUTE, new Narrator(System.out::println)));
            }
        }
    }
}
