/** Deterministic simulation of concurrent tasks, and a conformance kit for schedulers. */
module dev.secretariat.testkit {
    requires transitive dev.secretariat.core;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports dev.secretariat.simulation;
}
