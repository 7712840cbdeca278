package dev.secretariat.examples.command;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number from 1 to a maximum. */
public abstract class WholeNumber implements ITypeConverter<Integer> {
    private final int max;

    /** Creates a converter of numbers from 1 to {@code max}. */
    protected WholeNumber(int max) {
        this.max = max;
    }

    @Override
    public final Integer convert(String text) {
        int number;
        try {
            number = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            number = 0;
        }
        if (number < 1 || number > max) {
            throw new TypeConversionException(
                    String.format(Locale.ENGLISH, "expected a whole number from 1 to %d, found '%s'", max, text));
        }
        return number;
    }

    /** Reads a number from 1 to a thousand. */
    public static final class UpToThousand extends WholeNumber {
        /** Creates the converter. */
        public UpToThousand() {
            super(1_000);
        }
    }

    /** Reads a number from 1 to a million. */
    public static final class UpToMillion extends WholeNumber {
        /** Creates the converter. */
        public UpToMillion() {
            super(1_000_000);
        }
    }
}
