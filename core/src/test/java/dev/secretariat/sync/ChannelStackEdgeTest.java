package dev.secretariat.sync;

import static dev.secretariat.rules.StackEdge.MANY;
import static dev.secretariat.rules.StackEdge.each;
import static dev.secretariat.rules.StackEdge.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.rules.StackEdge;
import dev.secretariat.rules.StackEdge.Kind;
import dev.secretariat.rules.StackEdge.Once;
import dev.secretariat.rules.StackEdge.Preparation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Channels at the end of the stack: a call is made wholly, or throws having done nothing. No element is lost, none comes twice. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChannelStackEdgeTest {
    private static final Set<Integer> ALL =
            new TreeSet<>(IntStream.range(0, MANY).boxed().toList());

    private static Task<Take<Integer>> waitsToTake(Channel<Integer> channel) {
        return StackEdge.waits(channel::requestTake, Take::isThere);
    }

    private static Task<Put<Integer>> waitsToPut(Channel<Integer> channel, int element) {
        return StackEdge.waits(worker -> channel.requestPut(worker, element), Put::isAccepted);
    }

    private static List<Take<Integer>> takes(Scheduler scheduler, List<Channel<Integer>> channels) throws Exception {
        Task<List<Take<Integer>>> task =
                worker -> Step.done(each(i -> channels.get(i).requestTake(worker)));
        return scheduler.submit(task).join(StackEdge.PATIENCE);
    }

    private static Set<Integer> got(List<? extends TaskHandle<?>> takers) {
        Set<Integer> got = new TreeSet<>();
        for (TaskHandle<?> taker : takers) {
            Take<?> take = (Take<?>) taker.result();
            assertTrue(got.add((Integer) take.get()), "an element has come twice");
        }
        return got;
    }

    private static final class OffersToThoseThatWait extends Once {
        private final Channel<Integer> channel = Channel.rendezvous();
        private final List<TaskHandle<?>> takers;

        OffersToThoseThatWait(Scheduler scheduler) {
            takers = waiting(scheduler, i -> waitsToTake(channel));
        }

        @Override
        protected void act(Worker worker, int level) {
            if (!channel.offer(level)) throw new AssertionError(channel.toString());
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(takers);
            assertEquals(ALL, got(takers));
        }
    }

    private static final class PollsThoseThatWait extends Once {
        private final Channel<Integer> channel = Channel.rendezvous();
        private final Integer[] elements = new Integer[MANY];
        private final List<TaskHandle<?>> putters;

        PollsThoseThatWait(Scheduler scheduler) {
            putters = waiting(scheduler, i -> waitsToPut(channel, i));
        }

        @Override
        protected void act(Worker worker, int level) {
            elements[level] = channel.poll();
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(putters);
            assertEquals(ALL, new TreeSet<>(List.of(elements)));
        }
    }

    private static final class GetsTheLastElement extends Once {
        private final List<Channel<Integer>> channels = each(i -> Channel.bounded(1));
        private final List<Take<Integer>> takes;
        private final List<TaskHandle<?>> takers;

        GetsTheLastElement(Scheduler scheduler) throws Exception {
            for (Channel<Integer> channel : channels) assertTrue(channel.offer(1));
            takes = takes(scheduler, channels);
            takers = waiting(scheduler, i -> waitsToTake(channels.get(i)));
            channels.forEach(Channel::close);
        }

        @Override
        protected void act(Worker worker, int level) {
            if (takes.get(level).get() == null) throw new AssertionError("it had come");
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(takers);
        }
    }

    private static final class GivesAnElementBack extends Once {
        private final List<Channel<Integer>> channels = each(i -> Channel.bounded(1));
        private final List<Take<Integer>> takes;
        private final List<TaskHandle<?>> takers;

        GivesAnElementBack(Scheduler scheduler) throws Exception {
            for (int i = 0; i < MANY; i++) assertTrue(channels.get(i).offer(i));
            takes = takes(scheduler, channels);
            takers = waiting(scheduler, i -> waitsToTake(channels.get(i)));
        }

        @Override
        protected void act(Worker worker, int level) {
            takes.get(level).close();
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(takers);
            assertEquals(ALL, got(takers));
        }
    }

    private static final class Closes extends Once {
        private final List<Channel<Integer>> channels = each(i -> Channel.bounded(1));
        private final List<TaskHandle<?>> takers;

        Closes(Scheduler scheduler) {
            takers = waiting(scheduler, i -> waitsToTake(channels.get(i)));
        }

        @Override
        protected void act(Worker worker, int level) {
            channels.get(level).close(); // which throws if it was closed by one that did not return
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(takers);
        }
    }

    /** What every level does. */
    @SuppressWarnings("ImmutableEnumChecker") // it is
    enum Act {
        OFFERS_TO_THOSE_THAT_WAIT(OffersToThoseThatWait::new),
        POLLS_THOSE_THAT_WAIT(PollsThoseThatWait::new),
        GETS_THE_LAST_ELEMENT(GetsTheLastElement::new),
        GIVES_AN_ELEMENT_BACK(GivesAnElementBack::new),
        CLOSES(Closes::new);

        private final Preparation prepared;

        Act(Preparation prepared) {
            this.prepared = prepared;
        }
    }

    static Stream<Arguments> all() {
        return StackEdge.arguments(Act.values());
    }

    @ParameterizedTest
    @MethodSource("all")
    void required_T11_aCallIsMadeWhollyOrNotAtAll(Act act, Kind kind, boolean inStep) throws Exception {
        StackEdge.check(act.prepared, kind, inStep);
    }
}
