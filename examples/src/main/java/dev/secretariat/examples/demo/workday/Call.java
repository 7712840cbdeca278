package dev.secretariat.examples.demo.workday;

/** Somebody phones. */
public record Call(String name, TimeOfDay time, int minutes, int line) implements Entry {}
