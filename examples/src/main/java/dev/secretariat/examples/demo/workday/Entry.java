package dev.secretariat.examples.demo.workday;

/** Something that a workday brings to the secretary. */
public sealed interface Entry permits Call, Appointment {
    /** Returns whose call or appointment it is. */
    String name();

    /** Returns when it is due. */
    TimeOfDay time();

    /** Returns how many minutes of the secretary's work it takes. */
    int minutes();

    /** Returns its line in the file, which tells two entries of the same name apart. */
    int line();
}
