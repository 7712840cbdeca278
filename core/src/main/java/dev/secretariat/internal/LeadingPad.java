package dev.secretariat.internal;

/**
 * The 120 bytes in front of the fields of an object that is read or written at each step, as a {@link PaddedLong} or a
 * worker: what lies before it on the heap may be written by others at each step, and no program decides what that is, as
 * a collector moves objects. In a superclass, as the JVM lays its fields out first. Those at the other end are up to the subclass.
 */
@SuppressWarnings({"UnusedVariable", "MultiVariableDeclaration"})
public abstract class LeadingPad {
    byte q000, q001, q002, q003, q004, q005, q006, q007, q008, q009, q010, q011;
    byte q012, q013, q014, q015, q016, q017, q018, q019, q020, q021, q022, q023;
    byte q024, q025, q026, q027, q028, q029, q030, q031, q032, q033, q034, q035;
    byte q036, q037, q038, q039, q040, q041, q042, q043, q044, q045, q046, q047;
    byte q048, q049, q050, q051, q052, q053, q054, q055, q056, q057, q058, q059;
    byte q060, q061, q062, q063, q064, q065, q066, q067, q068, q069, q070, q071;
    byte q072, q073, q074, q075, q076, q077, q078, q079, q080, q081, q082, q083;
    byte q084, q085, q086, q087, q088, q089, q090, q091, q092, q093, q094, q095;
    byte q096, q097, q098, q099, q100, q101, q102, q103, q104, q105, q106, q107;
    byte q108, q109, q110, q111, q112, q113, q114, q115, q116, q117, q118, q119;

    /** For subclasses. */
    protected LeadingPad() {}
}
