package dev.secretariat.simulation.net;

import static dev.secretariat.simulation.net.NetworkTest.assertMessage;
import static dev.secretariat.simulation.net.NetworkTest.simulation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.simulation.Faults;
import dev.secretariat.simulation.Policy;
import dev.secretariat.simulation.Run;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.sync.Take;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each condition does what it says, as often as it says, and the same again for the same seed. */
class ConditionsTest {
    private static final int MANY = 10_000;
    private static final Duration MS = Duration.ofMillis(1);

    /** What came of messages that were sent one per millisecond. */
    private record Came(List<Integer> numbers, List<Long> delays, Traffic traffic) {}

    private static Came send(Conditions conditions, long seed, int count) {
        List<Integer> numbers = new ArrayList<>();
        List<Long> delays = new ArrayList<>();
        Traffic[] traffic = new Traffic[1];
        Simulation program = Simulation.of(simulation -> {
            numbers.clear();
            delays.clear();
            try (Network<Long> network = Network.of(simulation, conditions)) {
                Endpoint<Long> sender = network.endpoint("sender");
                Endpoint<Long> receiver = network.endpoint("receiver");
                int[] sent = {0};
                simulation.submit("sender", worker -> {
                    if (sent[0]++ == count) return Step.done();
                    sender.send("receiver", worker.ticker().nanos());
                    return Step.sleep(MS);
                });
                simulation.submit("receiver", receiver(receiver, numbers, delays));
                simulation.run();
                receiver.inbox().close();
                simulation.run();
                traffic[0] = network.traffic();
            }
        });
        Run run = program.run(seed);
        run.failure().ifPresent(failure -> {
            throw new AssertionError(failure);
        });
        return new Came(numbers, delays, traffic[0]);
    }

    private static Task<Void> receiver(Endpoint<Long> endpoint, List<Integer> numbers, List<Long> delays) {
        List<Take<Envelope<Long>>> take = new ArrayList<>();
        return worker -> {
            if (take.isEmpty()) take.add(endpoint.inbox().requestTake(worker));
            if (!take.get(0).isThere()) return Step.await(take.get(0));
            Envelope<Long> envelope = take.remove(0).get();
            if (envelope == null) return Step.done();
            numbers.add((int) (envelope.message() / MS.toNanos()));
            delays.add(worker.ticker().nanos() - envelope.message());
            return Step.yieldNow();
        };
    }

    private static void assertShare(double share, long count, long of) {
        double deviation = Math.sqrt(share * (1 - share) * of);
        assertTrue(Math.abs(count - share * of) < 5 * deviation, () -> count + " of " + of + " are not about " + share);
    }

    @Test
    void aPerfectNetworkDeliversAllInOrderAtOnce() {
        Came came = send(Conditions.perfect(), 0, 1000);
        assertEquals(1000, came.numbers.size());
        assertEquals(came.numbers.stream().sorted().toList(), came.numbers);
        assertTrue(came.delays.stream().allMatch(delay -> delay == 0));
    }

    @Test
    void aTenthIsLostAlwaysTheSame() {
        Conditions conditions = Conditions.perfect().loss(0.1);
        Came came = send(conditions, 1, MANY);
        assertShare(0.1, came.traffic.lost(), MANY);
        assertEquals(MANY, came.traffic.lost() + came.traffic.delivered());
        assertEquals(came.numbers, send(conditions, 1, MANY).numbers);
        assertNotEquals(came.numbers, send(conditions, 2, MANY).numbers);
        // which ones are lost depends on nothing else: neither on delays nor on how many follow
        Came other = send(conditions.delay(MS, MS.multipliedBy(30)), 1, MANY / 2);
        assertEquals(came.numbers.stream().filter(number -> number < MANY / 2).toList(), other.numbers);
    }

    @Test
    void overSeedsATenthIsLost() {
        long lost = 0;
        for (long seed = 0; seed < 100; seed++)
            lost += send(Conditions.perfect().loss(0.1), seed, 100).traffic.lost();
        assertShare(0.1, lost, 10_000);
    }

    @Test
    void aFifthComesTwice() {
        Came came = send(Conditions.perfect().duplication(0.2).delay(MS, MS.multipliedBy(9)), 3, MANY);
        assertShare(0.2, came.traffic.duplicated(), MANY);
        assertEquals(MANY, came.numbers.stream().distinct().count());
        assertEquals(MANY + came.traffic.duplicated(), came.numbers.size());
    }

    @Test
    void delaysAreWithinTheirBoundsAndSpread() {
        Came came = send(
                Conditions.perfect()
                        .delay(MS.multipliedBy(10), MS.multipliedBy(20))
                        .reordering(1),
                4,
                MANY);
        long below =
                came.delays.stream().filter(delay -> delay < MS.toNanos() * 15).count();
        assertTrue(came.delays.stream().allMatch(delay -> delay >= MS.toNanos() * 10 && delay <= MS.toNanos() * 20));
        assertShare(0.5, below, MANY);
    }

    @Test
    void withoutReorderingTheyComeInOrderThoughWorkersAreBusy() {
        Conditions conditions = Conditions.perfect().delay(Duration.ZERO, MS.multipliedBy(20));
        Came came = send(conditions, 5, MANY);
        assertEquals(MANY, came.numbers.size());
        assertEquals(came.numbers.stream().sorted().toList(), came.numbers);
        for (Policy policy : List.of(Policy.random(), Policy.pct(3, 1000), Policy.inTurn())) {
            simulation(conditions, (simulation, network) -> {
                        Endpoint<String> sender = network.endpoint("sender");
                        Endpoint<String> receiver = network.endpoint("receiver");
                        for (int i = 100; i < 200; i++) sender.send("receiver", "" + i);
                        simulation.run();
                        List<String> inbox = new ArrayList<>();
                        for (Envelope<String> next; (next = receiver.inbox().poll()) != null; )
                            inbox.add(next.message());
                        assertEquals(100, inbox.size());
                        assertEquals(inbox.stream().sorted().toList(), inbox);
                    })
                    .workers(3)
                    .policy(policy)
                    .faults(Faults.none().slowSteps(0.5, Duration.ofMillis(50)))
                    .check(50);
        }
    }

    @Test
    void withReorderingSomeOvertakeOthers() {
        Came came = send(
                Conditions.perfect().delay(Duration.ZERO, MS.multipliedBy(20)).reordering(0.3), 6, MANY);
        assertEquals(MANY, came.numbers.size());
        int overtaken = 0;
        for (int i = 1; i < MANY; i++) if (came.numbers.get(i) < came.numbers.get(i - 1)) overtaken++;
        assertTrue(overtaken > MANY / 50, "overtaken: " + overtaken);
    }

    @Test
    void otherConditionsHoldForWhatIsSentFromThenOn() {
        simulation(Conditions.perfect().loss(1), (simulation, network) -> {
                    Endpoint<String> sender = network.endpoint("sender");
                    Endpoint<String> receiver = network.endpoint("receiver");
                    sender.send("receiver", "lost");
                    network.conditions(Conditions.perfect());
                    sender.send("receiver", "sent");
                    simulation.run();
                    assertEquals("sent", receiver.inbox().poll().message());
                    assertEquals(Conditions.perfect(), network.conditions());
                })
                .check(5);
    }

    @Test
    void conditionsThatCannotBeAreRefused() {
        Conditions perfect = Conditions.perfect();
        assertMessage(
                IllegalArgumentException.class, "loss is not a probability from 0 to 1: 1.5", () -> perfect.loss(1.5));
        assertMessage(
                IllegalArgumentException.class,
                "duplication is not a probability from 0 to 1: NaN",
                () -> perfect.duplication(Double.NaN));
        assertMessage(
                IllegalArgumentException.class,
                "reordering is not a probability from 0 to 1: -0.1",
                () -> perfect.reordering(-0.1));
        assertMessage(
                IllegalArgumentException.class,
                "minDelay is negative: PT-0.001S",
                () -> perfect.delay(MS.negated(), MS));
        assertMessage(
                IllegalArgumentException.class,
                "minDelay is longer than maxDelay: PT0.002S and PT0.001S; exchange them",
                () -> perfect.delay(MS.multipliedBy(2), MS));
        assertMessage(
                IllegalArgumentException.class,
                "maxDelay is longer than a year: PT9000H",
                () -> perfect.delay(MS, Duration.ofDays(375)));
        assertMessage(
                IllegalArgumentException.class,
                "clockDrift is not from 0 to below 1: 1.0; it is a part of the time that passes, such as 0.01",
                () -> perfect.clocks(MS, 1));
        assertMessage(NullPointerException.class, "maxDelay", () -> perfect.delay(MS, null));
    }
}
