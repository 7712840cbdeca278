package dev.secretariat.simulation;

/** A policy that is better at a program that it knows something of. */
interface LearningPolicy extends Policy {
    /** Returns what it comes to for a program of which it is told; depends on nothing else. */
    Policy taughtBy(Lessons lessons);
}
