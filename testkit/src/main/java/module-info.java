/** Deterministic simulation of concurrent tasks, and a conformance kit for schedulers. */
module dev.secretariat.testkit {
    requires transitive dev.secretariat.core;
    requires transitive org.junit.jupiter.api;
    requires transitive org.opentest4j;
    requires java.xml;
    requires static org.jspecify;

    exports dev.secretariat.history;
    exports dev.secretariat.simulation;
    exports dev.secretariat.simulation.net;
    exports dev.secretariat.tck;
    exports dev.secretariat.testkit;

    opens dev.secretariat.tck to
            org.junit.platform.commons;
}
