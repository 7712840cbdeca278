package consumer;

import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import dev.secretariat.cooperative.CooperativeScheduler;

/** Prints one line, which verify.groovy looks for. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        try (Scheduler scheduler = CooperativeScheduler.create()) {
            String word = scheduler.submit(Task.call(() -> "hello")).join();
            System.out.println("consumer says " + word + " from " + Task.class.getModule());
        }
    }
}
