package dev.secretariat.examples.demo.workday;

/** Something that a workday brings to the secretary. */
public sealed interface Entry permits Call, Appointment {
    /** Whose call or appointment it is. */
    String name();

    /** When it is due. */
    TimeOfDay time();

    /** How many minutes of the secretary's work it takes. */
    int minutes();

    /** The line of the file it stands in, which tells two entries of the same name apart. */
    int line();
}
