package dev.secretariat.examples.command;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number from one to some limit. */
public abstract class WholeNumber implements ITypeConverter<Integer> {
    private final int most;

    /**
     * For numbers up to a limit.
     *
     * @param most the limit
     */
    protected WholeNumber(int most) {
        this.most = most;
    }

    @Override
    public final Integer convert(String text) {
        int number;
        try {
            number = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            number = 0;
        }
        if (number < 1 || number > most) {
            throw new TypeConversionException(
                    String.format(Locale.ENGLISH, "expected a whole number from 1 to %d, found '%s'", most, text));
        }
        return number;
    }
}
