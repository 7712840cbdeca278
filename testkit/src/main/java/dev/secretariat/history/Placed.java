package dev.secretariat.history;

import java.util.Arrays;

/** A set of numbers that can be remembered in few words where it is a beginning, and a bit more. */
final class Placed {
    private final long[] words;

    Placed(int size) {
        this.words = new long[(size + Long.SIZE - 1) / Long.SIZE];
    }

    void add(int number) {
        words[number / Long.SIZE] |= 1L << number;
    }

    void remove(int number) {
        words[number / Long.SIZE] &= ~(1L << number);
    }

    boolean contains(int number) {
        return (words[number / Long.SIZE] & 1L << number) != 0;
    }

    /** Returns what tells this set from others of its size: how many full words come first, and the words from there on to the last that is not empty. */
    long[] toKey() {
        int from = 0;
        while (from < words.length && words[from] == -1) from++;
        int to = words.length;
        while (to > from && words[to - 1] == 0) to--;
        long[] key = new long[1 + to - from];
        key[0] = from;
        System.arraycopy(words, from, key, 1, to - from);
        return key;
    }

    long[] toWords() {
        return Arrays.copyOf(words, words.length);
    }

    static boolean isSubset(long[] part, long[] whole) {
        for (int i = 0; i < part.length; i++) {
            if ((part[i] & ~whole[i]) != 0) return false;
        }
        return true;
    }
}
