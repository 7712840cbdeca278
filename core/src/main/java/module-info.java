/** Concurrency primitives: tasks that run in steps, and schedulers that run them. */
module dev.secretariat.core {
    requires static org.jspecify;
    requires org.jctools.core.jdk11;
    requires org.slf4j;

    exports dev.secretariat;
    exports dev.secretariat.cooperative;
    exports dev.secretariat.fiber;
    exports dev.secretariat.loops;
    exports dev.secretariat.parallel;
    exports dev.secretariat.spi;
    exports dev.secretariat.sync;
    exports dev.secretariat.virtual;
}
