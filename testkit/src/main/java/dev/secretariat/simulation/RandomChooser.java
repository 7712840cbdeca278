package dev.secretariat.simulation;

/** See {@link Policy#random}. */
final class RandomChooser implements Chooser {
    private final SplitMix random;

    RandomChooser(long seed) {
        this.random = new SplitMix(seed);
    }

    @Override
    public int task(ReadyTasks ready) {
        return oneOf(ready.size());
    }

    @Override
    public int alternative(int alternatives) {
        return random.nextInt(alternatives);
    }

    @Override
    public boolean passesTime(ReadyTasks ready) {
        return random.nextInt(ready.size() + 1) == 0;
    }

    @Override
    public int worker(int[] idle) {
        return oneOf(idle.length);
    }

    private int oneOf(int size) {
        return size == 1 ? 0 : random.nextInt(size);
    }
}
