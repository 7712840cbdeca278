package dev.secretariat.fiber;

import dev.secretariat.internal.LogMessage;
import dev.secretariat.internal.VirtualThreads;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which carrier this JVM has: found out once, when the first fiber is made. */
final class Carriers {
    static final String PROPERTY = "dev.secretariat.fiber.carrier";

    private static final LogMessage CHOSEN_ONE = LogMessage.debug(Carriers.class, "Fibers are carried by: {}");
    private static final Choice CHOICE = choose(System.getProperty(PROPERTY));

    private Carriers() {}

    /**
     * Returns the one.
     *
     * @throws IllegalStateException if the property asks for one that this JVM does not have, or for none that exists
     */
    static Carrier chosen() {
        Carrier carrier = CHOICE.carrier;
        if (carrier == null) throw new IllegalStateException(CHOICE.refusal);
        return carrier;
    }

    /** Chooses, as the property says; if that is null, the best. */
    static Choice choose(@Nullable String asked) {
        if (asked == null) return told(best());
        for (Carrier carrier : Carrier.values()) {
            if (!carrier.property().equals(asked)) continue;
            String lack = lack(carrier);
            return lack == null ? told(carrier) : new Choice(null, text(asked) + lack);
        }
        String known = Arrays.stream(Carrier.values()).map(Carrier::property).collect(Collectors.joining(", "));
        return new Choice(null, text(asked) + "it is none of " + known);
    }

    private static String text(String asked) {
        return "-D" + PROPERTY + "=" + asked + " cannot be had: ";
    }

    private static Choice told(Carrier carrier) {
        CHOSEN_ONE.log(carrier);
        return new Choice(carrier, "");
    }

    private static Carrier best() {
        if (lack(Carrier.MOUNTED) == null) return Carrier.MOUNTED;
        return VirtualThreads.exist() && VirtualThreads.letGoInMonitors() ? Carrier.BATON : Carrier.PLATFORM_BATON;
    }

    /** Says what is missing for a carrier; null if nothing is. */
    static @Nullable String lack(Carrier carrier) {
        return switch (carrier) {
            case MOUNTED -> lackOfMounted();
            case BATON -> VirtualThreads.exist() ? null : "it needs JDK 21 or later, and this is " + jdk();
            case PLATFORM_BATON -> null;
        };
    }

    private static @Nullable String lackOfMounted() {
        if (!VirtualThreads.letGoInMonitors()) {
            return "it needs JDK 24 or later, and this is " + jdk()
                    + ": before that, a body that waits in a monitor would hold its worker";
        }
        if (VirtualThreads.canBeMounted()) return null;
        return "start the JVM with --add-opens java.base/java.lang=ALL-UNNAMED, or =dev.secretariat.core where the library is"
                + " on the module path";
    }

    private static int jdk() {
        return Runtime.version().feature();
    }

    /** A carrier, or why there is none. */
    record Choice(@Nullable Carrier carrier, String refusal) {}
}
