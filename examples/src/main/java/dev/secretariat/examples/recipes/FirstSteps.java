package dev.secretariat.examples.recipes;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fibers;
import java.util.Iterator;
import java.util.function.Consumer;

/** The examples on the first page of the README. */
public final class FirstSteps {
    private FirstSteps() {}

    /** Has one secretary answer letters and the phone, and returns what was said on the phone. */
    public static String run(Iterator<String> letters, Consumer<String> answer) throws InterruptedException {
        Task<Void> desk = worker -> {
            if (!letters.hasNext()) return Step.done();
            answer.accept(letters.next());
            return Step.yieldNow(); // someone else's turn
        };
        Promise<String> ringing = new Promise<>(); // completed from any thread
        Task<String> phone = worker -> {
            if (!ringing.isDone()) return Step.await(ringing); // waits, and costs no thread
            return Step.done("Good morning, " + ringing.result());
        };
        try (CooperativeScheduler secretary = CooperativeScheduler.create()) { // one thread: the caller's
            secretary.submit("desk", desk);
            TaskHandle<String> call = secretary.submit("phone", phone);
            secretary.runUntilIdle(); // the letters are answered, the phone waits
            ringing.succeed("Mrs Miller");
            return call.join();
        } // close() waits for the desk
    }

    /** Does the same in a straight line. */
    public static String straight(Iterator<String> letters, Consumer<String> answer) throws InterruptedException {
        Task<Void> desk = Fibers.run(fiber -> {
            while (letters.hasNext()) {
                answer.accept(letters.next());
                fiber.yieldNow(); // someone else's turn
            }
        });
        Promise<String> ringing = new Promise<>();
        Task<String> phone = Fibers.task(fiber -> "Good morning, " + fiber.await(ringing));
        try (CooperativeScheduler secretary = CooperativeScheduler.create()) {
            secretary.submit("desk", desk);
            TaskHandle<String> call = secretary.submit("phone", phone);
            secretary.runUntilIdle();
            ringing.succeed("Mrs Miller");
            return call.join();
        }
    }
}
