package dev.secretariat.simulation.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a node keeps in a crash: what was synced, and of what was written since, some from the oldest on. */
final class Disk {
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final List<Write> unsynced = new ArrayList<>();

    /** A place for one value. */
    static final class Cell {
        Object latest;
        private Object synced;

        private Cell(Object initial) {
            this.latest = initial;
            this.synced = initial;
        }
    }

    private record Write(Cell cell, Object value) {}

    /** Returns the place of that name; if it is new, with that value, as on a disk that is empty. */
    Cell cell(String name, Object initial) {
        return cells.computeIfAbsent(name, ignored -> new Cell(initial));
    }

    void write(Cell cell, Object value) {
        cell.latest = value;
        unsynced.add(new Write(cell, value));
    }

    void sync() {
        keep(unsynced.size());
    }

    int unsynced() {
        return unsynced.size();
    }

    /**
     * Loses what has not come to the disk.
     *
     * @param kept how many of the writes since the last sync have, nevertheless
     */
    void crash(int kept) {
        keep(kept);
        for (Cell cell : cells.values()) cell.latest = cell.synced;
    }

    private void keep(int count) {
        for (Write write : unsynced.subList(0, count)) write.cell.synced = write.value;
        unsynced.clear();
    }
}
