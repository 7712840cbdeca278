package dev.secretariat.examples.demo.workday;

/** Somebody comes to the desk. */
public record Appointment(String name, TimeOfDay time, int minutes, int line) implements Entry {}
