package dev.secretariat.examples.dining;

import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.sync.Hold;
import dev.secretariat.sync.Mutex;
import dev.secretariat.sync.Permits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A round table, with a fork between each two secretaries; each of whom needs two to eat. */
final class Table {
    static final List<String> SECRETARIES = List.of("Ada", "Barbara", "Grace", "Margaret", "Radia");

    private final Manners manners;
    private final int places;
    private final Duration meal;
    private final List<Mutex> forks;
    private final Permits seats;

    /**
     * Lays a table.
     *
     * @param meal how long one eats
     */
    Table(Manners manners, int places, Duration meal) {
        this.manners = manners;
        this.places = places;
        this.meal = meal;
        this.forks = IntStream.rangeClosed(1, places)
                .mapToObj(fork -> new Mutex("fork " + fork))
                .toList();
        this.seats = new Permits(manners == Manners.ONE_SEAT_FREE ? places - 1 : places);
    }

    /** Lets all of them eat, once each. */
    List<TaskHandle<Void>> serve(Scheduler scheduler) {
        List<TaskHandle<Void>> meals = new ArrayList<>();
        for (int place = 0; place < places; place++) meals.add(scheduler.submit(SECRETARIES.get(place), meal(place)));
        return meals;
    }

    @SuppressWarnings("try") // what is held is not used, only held
    private Task<Void> meal(int place) {
        int left = place;
        int right = (place + 1) % places;
        boolean swaps = manners == Manners.LOWER_FIRST && right < left;
        Mutex first = forks.get(swaps ? right : left);
        Mutex second = forks.get(swaps ? left : right);
        return Fibers.run(fiber -> {
            try (Hold seat = seats.acquire(fiber);
                    Hold one = first.lock(fiber)) {
                fiber.yieldNow(); // whoever else comes now takes theirs
                try (Hold other = second.lock(fiber)) {
                    fiber.sleep(meal);
                }
            }
        });
    }

    /** Returns whether all is where it was before the meal. */
    boolean isTidy() {
        return forks.stream().noneMatch(Mutex::isHeld) && seats.waiting() == 0;
    }
}
