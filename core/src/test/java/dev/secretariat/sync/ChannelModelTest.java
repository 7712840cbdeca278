package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A channel beside a model: after each of the operations of a random sequence, both say the same of every request that has ever been
 * made. The model knows rules only: it applies them until none applies.
 */
class ChannelModelTest {
    private static final int SEEDS = Integer.getInteger("sync.seeds", 10_000);
    private static final int OPERATIONS = 40;

    /** What a request is in the model, and the real one. */
    private static final class Wanted {
        final @Nullable Put<Integer> put;
        final @Nullable Take<Integer> take;
        String state = "waiting";
        int element;
        int turn;

        Wanted(@Nullable Put<Integer> put, @Nullable Take<Integer> take, int element) {
            this.put = put;
            this.take = take;
            this.element = element;
        }

        /** What the real one is said to be, in the model's words. */
        String real() {
            if (put != null) {
                if (put.isWaiting()) return "waiting";
                try {
                    return put.isAccepted() ? "accepted" : "left";
                } catch (ChannelClosedException refused) {
                    return "refused";
                }
            }
            if (take == null || take.isWaiting()) return "waiting";
            return state.equals("waiting")
                    ? "ended early"
                    : state; // what it is can be seen only by get(), which changes it
        }
    }

    private static final class Model {
        final int capacity;
        final boolean latest;
        final List<Wanted> back = new ArrayList<>();
        final List<Integer> buffer = new ArrayList<>();
        final List<Wanted> puts = new ArrayList<>();
        final List<Wanted> takes = new ArrayList<>();
        boolean closed;
        int lent;
        int turns;

        Model(int capacity, boolean latest) {
            this.capacity = capacity;
            this.latest = latest;
        }

        boolean offer(int element) {
            if (takes.isEmpty() && !latest && buffer.size() >= capacity) return false;
            buffer.add(element);
            settle();
            return true;
        }

        @Nullable
        Integer poll() {
            Integer element = next();
            settle();
            return element;
        }

        private @Nullable Integer next() {
            if (!back.isEmpty()) return back.remove(0).element;
            if (!buffer.isEmpty()) return buffer.remove(0);
            if (puts.isEmpty()) return null;
            Wanted put = puts.remove(0);
            put.state = "accepted";
            return put.element;
        }

        void put(Wanted put) {
            if (closed) {
                put.state = "refused";
                return;
            }
            puts.add(put);
            if (latest) acceptFirst();
            settle();
        }

        private void acceptFirst() {
            Wanted put = puts.remove(0);
            put.state = "accepted";
            buffer.add(put.element);
        }

        void take(Wanted take) {
            takes.add(take);
            settle();
        }

        void quit(Wanted wanted) {
            if (wanted.state.equals("waiting")) {
                wanted.state = "left";
                puts.remove(wanted);
                takes.remove(wanted);
            } else if (wanted.state.equals("lent")) {
                wanted.state = "given back";
                lent--;
                back.add(wanted);
                back.sort(Comparator.comparingInt(each -> each.turn));
            }
            settle();
        }

        void got(Wanted take) {
            take.state = "got";
            lent--;
            settle();
        }

        void close() {
            closed = true;
            settle();
        }

        List<Integer> closeNow() {
            closed = true;
            for (Wanted put : puts) put.state = "refused";
            puts.clear();
            List<Integer> left = new ArrayList<>();
            for (Integer element; (element = next()) != null; ) left.add(element);
            settle();
            return left;
        }

        private void settle() {
            while (!takes.isEmpty()) {
                Integer element = next();
                if (element == null) break;
                Wanted take = takes.remove(0);
                take.state = "lent";
                take.element = element;
                take.turn = turns++;
                lent++;
            }
            while (latest && buffer.size() > 1) buffer.remove(0);
            while (buffer.size() < capacity && !puts.isEmpty()) acceptFirst();
            if (!closed || lent > 0 || !back.isEmpty() || !buffer.isEmpty() || !puts.isEmpty()) return;
            for (Wanted take : takes) take.state = "ended";
            takes.clear();
        }
    }

    @Test
    void bothSayTheSame() {
        for (int seed = 0; seed < SEEDS; seed++) run(seed);
    }

    private static void run(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean latest = random.nextInt(8) == 0;
        int capacity = latest ? 1 : new int[] {0, 0, 1, 2, 3, 20, Integer.MAX_VALUE}[random.nextInt(7)];
        Model model = new Model(capacity, latest);
        Channel<Integer> channel = latest
                ? Channel.latest()
                : capacity == 0
                        ? Channel.rendezvous()
                        : capacity == Integer.MAX_VALUE ? Channel.unbounded() : Channel.bounded(capacity);
        List<Wanted> all = new ArrayList<>();
        String what = "";
        for (int i = 0; i < OPERATIONS; i++) {
            String text = what + " | seed " + seed + ", capacity " + capacity;
            int kind = random.nextInt(100);
            if (kind < 15) {
                what += " offer";
                if (model.closed) assertThrows(ChannelClosedException.class, () -> channel.offer(1));
                else assertEquals(model.offer(i), channel.offer(i), text);
            } else if (kind < 28) {
                what += " poll";
                assertEquals(model.poll(), channel.poll(), text);
            } else if (kind < 45) {
                what += " put";
                Put<Integer> put = new Put<>(channel.exchange, i, "a test");
                channel.exchange.add(put);
                Wanted wanted = new Wanted(put, null, i);
                all.add(wanted);
                model.put(wanted);
            } else if (kind < 63) {
                what += " take";
                Take<Integer> take = new Take<>(channel.exchange, "a test");
                channel.exchange.add(take);
                Wanted wanted = new Wanted(null, take, -1);
                all.add(wanted);
                model.take(wanted);
            } else if (kind < 98) {
                if (!all.isEmpty()) what += touch(all.get(random.nextInt(all.size())), model, kind < 80, text);
            } else if (kind < 99) {
                what += " close";
                if (model.closed) assertThrows(IllegalStateException.class, channel::close, text);
                else channel.close();
                model.close();
            } else if (random.nextInt(4) == 0) {
                what += " closeNow";
                assertEquals(model.closeNow(), channel.closeNow(), text);
            }
            String now = what + " | seed " + seed + ", capacity " + capacity;
            for (Wanted wanted : all) assertEquals(wanted.state, wanted.real(), now);
            assertEquals(
                    model.closed && model.lent == 0 && channel.size() == 0 && model.puts.isEmpty(),
                    channel.isEnded(),
                    now);
            assertEquals(model.back.size() + model.buffer.size(), channel.size(), now);
        }
    }

    /** Closes a request, or gets what a take has. */
    private static String touch(Wanted wanted, Model model, boolean close, String text) {
        Take<Integer> take = wanted.take;
        if (take == null) {
            wanted.put.close();
            model.quit(wanted);
            return " quitPut";
        }
        if (close) {
            take.close();
            model.quit(wanted);
            return " quitTake";
        }
        switch (wanted.state) {
            case "lent" -> {
                model.got(wanted);
                assertEquals(wanted.element, take.get(), text);
            }
            case "got" -> assertEquals(wanted.element, take.get(), text);
            case "ended" -> assertEquals(null, take.get(), text);
            default -> assertThrows(IllegalStateException.class, take::get, text);
        }
        return " get";
    }
}
