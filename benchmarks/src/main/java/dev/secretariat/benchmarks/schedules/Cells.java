package dev.secretariat.benchmarks.schedules;

import dev.secretariat.sync.Shared;
import java.util.List;
import java.util.stream.IntStream;

/** Variables that hold numbers, of which each read and each write is a step. */
final class Cells {
    private Cells() {}

    static Shared<Integer> cell(String name, int value) {
        return new Shared<>(name, value);
    }

    static Shared<Boolean> flag(String name, boolean value) {
        return new Shared<>(name, value);
    }

    static List<Shared<Integer>> array(String name, int size) {
        return IntStream.range(0, size).mapToObj(i -> cell(name + i, 0)).toList();
    }

    /** Reads a number and writes another one: two accesses, and others may come in between. */
    static void add(Shared<Integer> cell, int summand) {
        cell.set(cell.get() + summand);
    }
}
