package dev.secretariat.parallel;

/** The elements, numbers from 1, that one side of a test has taken, in order. For one thread at a time. */
final class Basket {
    private final int[] taken = new int[8];
    private int count;

    /** Adds an element; nothing if it is null. */
    void add(Integer element) {
        if (element != null) taken[count++] = element;
    }

    int count() {
        return count;
    }

    /** Adds all that a queue holds. By its owner. */
    void drain(AnyQueue queue) {
        for (Integer element = queue.poll(); element != null; element = queue.poll()) add(element);
    }

    /** "each once" if the baskets hold 1 to a number once, and each of them in order; else what is wrong. */
    static String judge(int number, Basket... baskets) {
        int[] times = new int[number + 1];
        boolean ordered = true;
        for (Basket basket : baskets) {
            int last = 0;
            for (int i = 0; i < basket.count; i++) {
                int element = basket.taken[i];
                times[element]++;
                if (element <= last) ordered = false;
                last = element;
            }
        }
        for (int element = 1; element <= number; element++) {
            if (times[element] > 1) return "twice";
        }
        for (int element = 1; element <= number; element++) {
            if (times[element] == 0) return "lost";
        }
        return ordered ? "each once" : "out of order";
    }
}
