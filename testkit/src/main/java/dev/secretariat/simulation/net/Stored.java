package dev.secretariat.simulation.net;

import java.util.Objects;

/**
 * A value that a node keeps on its disk: it survives a crash, once it is {@linkplain Endpoint#sync synced}. Of what was set since the last sync, a crash keeps what
 * came before some moment, as the seed decides: nothing, some, or all.
 *
 * <p>Its values are kept as they are, not copied: let them be immutable, or what the program does to one in memory is done on the disk as well.
 *
 * @param <T> the type of its values
 */
public final class Stored<T> {
    private final Disk disk;
    private final Disk.Cell cell;
    private final Runnable check;

    /**
     * A value.
     *
     * @param check throws if the node has crashed since
     */
    Stored(Disk disk, Disk.Cell cell, Runnable check) {
        this.disk = disk;
        this.cell = cell;
        this.check = check;
    }

    /**
     * Returns the value that was set last, synced or not.
     *
     * @throws IllegalStateException if the node has crashed since this was asked for
     */
    @SuppressWarnings("unchecked") // unless one name is used for two types
    public T get() {
        check.run();
        return (T) cell.latest;
    }

    /**
     * Sets the value. It survives once {@link Endpoint#sync} is called.
     *
     * @param value the value
     * @throws IllegalStateException if the node has crashed since this was asked for
     */
    public void set(T value) {
        Objects.requireNonNull(value, "value");
        check.run();
        disk.write(cell, value);
    }

    @Override
    public String toString() {
        return "stored " + cell.latest;
    }
}
