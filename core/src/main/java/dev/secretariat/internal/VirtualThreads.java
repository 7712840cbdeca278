package dev.secretariat.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The door to virtual threads, which this library, compiled for JDK 17, can only ask for by name: the one place that reflects.
 *
 * <p>Those that an executor of one's own runs are an implementation detail of the JDK, made for its own tests: they need
 * {@code --add-opens java.base/java.lang=ALL-UNNAMED} (or this library's module in place of ALL-UNNAMED).
 */
public final class VirtualThreads {
    private static final String BUILDER = "java.lang.Thread$Builder";

    /** {@code Thread.Builder.OfVirtual ofVirtual()}, as an Object; null before JDK 21. */
    private static final @Nullable MethodHandle OF_VIRTUAL = ofVirtual();

    /** {@code Thread unstarted(Object builder, Runnable)}. */
    private static final @Nullable MethodHandle UNSTARTED = ofBuilder("unstarted", Thread.class, Runnable.class);

    /** {@code Object name(Object builder, String)}. */
    private static final @Nullable MethodHandle NAME = ofBuilder("name", null, String.class);

    /** {@code Object inheritInheritableThreadLocals(Object builder, boolean)}. */
    private static final @Nullable MethodHandle INHERIT =
            ofBuilder("inheritInheritableThreadLocals", null, boolean.class);

    /** {@code boolean isVirtual(Thread)}. */
    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtual();

    /** A builder of threads that an executor runs: {@code Object of(Executor)}; null where the JDK does not let us. */
    private static final @Nullable MethodHandle OF_EXECUTOR = ofExecutor();

    /** {@code void execute(Runnable)} of what runs virtual threads otherwise; null where the JDK does not let us, or calls it otherwise. */
    private static final @Nullable MethodHandle BY_DEFAULT = byDefault();

    private VirtualThreads() {}

    /** Returns whether this JDK has virtual threads: 21 and later ones. */
    public static boolean exist() {
        return OF_VIRTUAL != null && UNSTARTED != null && NAME != null && INHERIT != null && IS_VIRTUAL != null;
    }

    /** Returns whether {@link #on} may be called. */
    public static boolean canBeMounted() {
        return exist() && OF_EXECUTOR != null && BY_DEFAULT != null;
    }

    /** Returns whether a virtual thread that waits inside {@code synchronized} lets its carrier go: JDK 24 and later ones. */
    public static boolean letGoInMonitors() {
        return Runtime.version().feature() >= 24;
    }

    /** Returns whether this is a virtual thread. */
    public static boolean isVirtual(Thread thread) {
        if (IS_VIRTUAL == null) return false;
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable failure) {
            throw Throwables.unchecked(failure);
        }
    }

    /**
     * Makes a virtual thread, to be started, which has the context class loader of the calling thread, and inherits no
     * thread-locals; where they {@link #exist}.
     */
    public static Thread unstarted(String name, Runnable body) {
        return build(OF_VIRTUAL, null, name, body);
    }

    /**
     * Makes such a virtual thread whose every stretch from one wait to the next is handed to an executor, to be run on
     * a platform thread; where it {@linkplain #canBeMounted can be done}.
     *
     * @param executor called by whoever starts the thread, or wakes it, even in the midst of a lock's code: it must not block.
     *     The JDK calls it for virtual threads too that this one makes; it leaves those to {@link #runByDefault}
     */
    public static Thread on(Executor executor, String name, Runnable body) {
        return build(OF_EXECUTOR, executor, name, body);
    }

    /** Runs a stretch of a virtual thread as the JDK would; where some {@linkplain #canBeMounted can be mounted}. */
    public static void runByDefault(Runnable stretch) {
        if (BY_DEFAULT == null) throw new UnsupportedOperationException("there is no default scheduler");
        try {
            BY_DEFAULT.invokeExact(stretch);
        } catch (Throwable failure) {
            throw Throwables.unchecked(failure);
        }
    }

    private static Thread build(@Nullable MethodHandle maker, @Nullable Executor executor, String name, Runnable body) {
        if (maker == null || NAME == null || INHERIT == null || UNSTARTED == null) {
            throw new UnsupportedOperationException("JDK " + Runtime.version().feature() + " has no such threads");
        }
        try {
            Object builder = executor == null ? (Object) maker.invokeExact() : (Object) maker.invokeExact(executor);
            Object named = (Object) NAME.invokeExact(builder, name);
            Object isolated = (Object) INHERIT.invokeExact(named, false);
            Thread thread = (Thread) UNSTARTED.invokeExact(isolated, body);
            thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
            return thread;
        } catch (Throwable failure) {
            throw Throwables.unchecked(failure);
        }
    }

    private static @Nullable MethodHandle ofVirtual() {
        try {
            Class<?> ofVirtual = Class.forName(BUILDER + "$OfVirtual");
            return MethodHandles.publicLookup()
                    .findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual))
                    .asType(MethodType.methodType(Object.class));
        } catch (ReflectiveOperationException | RuntimeException before21) {
            return null;
        }
    }

    private static @Nullable MethodHandle ofBuilder(String method, @Nullable Class<?> result, Class<?> argument) {
        try {
            Class<?> builder = Class.forName(BUILDER);
            Class<?> returned = result == null ? builder : result;
            return MethodHandles.publicLookup()
                    .findVirtual(builder, method, MethodType.methodType(returned, argument))
                    .asType(MethodType.methodType(result == null ? Object.class : result, Object.class, argument));
        } catch (ReflectiveOperationException | RuntimeException before21) {
            return null;
        }
    }

    private static @Nullable MethodHandle isVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException | RuntimeException before21) {
            return null;
        }
    }

    /** Asks for the constructor of which the JDK says that tests call it. */
    private static @Nullable MethodHandle ofExecutor() {
        try {
            Class<?> builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
            Constructor<?> constructor = builder.getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(constructor)
                    .asType(MethodType.methodType(Object.class, Executor.class));
        } catch (ReflectiveOperationException | RuntimeException notOpen) {
            return null;
        }
    }

    private static @Nullable MethodHandle byDefault() {
        try {
            Field field = Class.forName("java.lang.VirtualThread").getDeclaredField("DEFAULT_SCHEDULER");
            field.setAccessible(true);
            return MethodHandles.publicLookup()
                    .findVirtual(Executor.class, "execute", MethodType.methodType(void.class, Runnable.class))
                    .bindTo(field.get(null));
        } catch (ReflectiveOperationException | RuntimeException notOpen) {
            return null;
        }
    }
}
