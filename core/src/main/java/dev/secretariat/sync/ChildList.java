package dev.secretariat.sync;

import dev.secretariat.TaskHandle;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The children that run, in the order of their forks. Changed by one thread at a time; reports look at it as it is: who leaves it keeps its link, so whoever
 * goes along it comes to its end.
 */
final class ChildList<T extends @Nullable Object> {
    /** Of the children, in a report's line: enough to recognize the scope by, where it has thousands. */
    private static final int TOLD = 8;

    private @Nullable Child<T> first;
    private @Nullable Child<T> last;

    void add(Child<T> child) {
        child.older = last;
        if (last == null) first = child;
        else last.younger = child;
        last = child;
    }

    void remove(Child<T> child) {
        Child<T> before = child.older;
        Child<T> after = child.younger;
        if (before == null) first = after;
        else before.younger = after;
        if (after == null) last = before;
        else after.older = before;
        child.older = null;
    }

    void forEach(Consumer<Child<T>> action) {
        for (Child<T> child = first; child != null; child = child.younger) action.accept(child);
    }

    // ---- For reports ----

    /** Returns one that runs, if there is any. */
    @Nullable
    TaskHandle<?> anyRunning() {
        for (Child<T> child = first; child != null; child = child.younger) {
            TaskHandle<?> handle = child.handle;
            if (handle != null && !handle.isDone()) return handle;
        }
        return null;
    }

    /** Returns how many are in the list. */
    int length() {
        int length = 0;
        for (Child<T> child = first; child != null; child = child.younger) length++;
        return length;
    }

    /** Tells which run. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "with ", "").setEmptyValue("without children");
        int told = 0;
        for (Child<T> child = first; child != null; child = child.younger) {
            TaskHandle<?> handle = child.handle;
            if (handle == null || handle.isDone()) continue;
            if (told++ < TOLD) text.add(handle.toString());
        }
        if (told > TOLD) text.add((told - TOLD) + " more");
        return text.toString();
    }
}
