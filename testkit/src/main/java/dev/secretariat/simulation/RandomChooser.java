package dev.secretariat.simulation;

/** See {@link Policy#random}. */
final class RandomChooser implements Chooser {
    private final SplitMix random;

    RandomChooser(long seed) {
        this.random = new SplitMix(seed);
    }

    @Override
    public int task(ReadyTasks ready) {
        int size = ready.size();
        return size == 1 ? 0 : random.nextInt(size);
    }

    @Override
    public int worker(int[] idle) {
        return random.nextInt(idle.length);
    }
}
