package dev.secretariat.benchmarks.peers.forks;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The primes below a power of ten, sieved in chunks of a thousand numbers: some microseconds each. */
final class Primes extends Loop {
    private static final int CHUNK = 1_000;

    /** How many primes there are below a power of ten, by the number of its zeros. */
    private static final long[] KNOWN = {0, 4, 25, 168, 1_229, 9_592, 78_498, 664_579, 5_761_455};

    private final int[] small;

    Primes(int below) {
        super(below / CHUNK, known(below));
        int root = (int) Math.sqrt(below);
        this.small = IntStream.rangeClosed(2, root).filter(Primes::isPrime).toArray();
    }

    private static long known(int below) {
        int zeros = (int) Math.round(Math.log10(below));
        if (below < CHUNK || zeros >= KNOWN.length || Math.pow(10, zeros) != below)
            throw new IllegalArgumentException("below: expected a power of ten from 1000 on, got " + below);
        return KNOWN[zeros];
    }

    private static boolean isPrime(int number) {
        return IntStream.rangeClosed(2, (int) Math.sqrt(number)).noneMatch(divisor -> number % divisor == 0);
    }

    @Override
    long chunk(int index) {
        int from = index * CHUNK;
        int to = from + CHUNK;
        boolean[] isComposite = new boolean[CHUNK];
        if (from == 0) Arrays.fill(isComposite, 0, 2, true);
        for (int prime : small) {
            if (prime * prime >= to) break;
            int first = Math.max(prime * prime, (from + prime - 1) / prime * prime);
            for (int multiple = first; multiple < to; multiple += prime) isComposite[multiple - from] = true;
        }
        long count = 0;
        for (boolean composite : isComposite) if (!composite) count++;
        return count;
    }
}
