package dev.secretariat.examples;

import dev.secretariat.examples.stories.Story;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the command line asks for.
 *
 * @param workday the file to read; empty for the one that comes with the examples
 * @param html the file to write
 * @param stories which to tell
 * @param help whether only the usage is wanted
 */
record Options(Optional<Path> workday, Path html, List<Story> stories, boolean help) {
    static final String USAGE = """
            usage: [--html FILE] [--story NAME] [WORKDAY]

              WORKDAY       a CSV file with the calls and appointments of a day; without it,
                            the stories are told on the day that comes with the examples
              --html FILE   where to draw the timelines (default: workday.html)
              --story NAME  tell only this story: %s
              --help        show this text
            """.formatted(names());

    /** A command line that cannot be understood. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    static Options parse(String... arguments) throws UsageException {
        Optional<Path> workday = Optional.empty();
        Path html = Path.of("workday.html");
        List<Story> stories = Story.all();
        boolean help = false;
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--help" -> help = true;
                case "--html" -> html = path(value(argument, rest));
                case "--story" -> stories = List.of(story(value(argument, rest)));
                default -> {
                    if (argument.startsWith("-")) throw new UsageException("unknown option: " + argument);
                    if (workday.isPresent()) {
                        throw new UsageException(
                                "expected one workday, found two: " + workday.get() + " and " + argument);
                    }
                    workday = Optional.of(path(argument));
                }
            }
        }
        return new Options(workday, html, stories, help);
    }

    /** The stories of one kind. */
    <S extends Story> List<S> only(Class<S> kind) {
        return stories.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static String value(String option, Iterator<String> rest) throws UsageException {
        if (!rest.hasNext()) throw new UsageException("expected a value after " + option);
        return rest.next();
    }

    private static Path path(String text) throws UsageException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("not a path: " + e.getMessage());
        }
    }

    private static Story story(String name) throws UsageException {
        for (Story story : Story.all()) {
            if (story.name().equals(name)) return story;
        }
        throw new UsageException("unknown story: " + name + "; there are " + names());
    }

    private static String names() {
        return Story.all().stream().map(Story::name).collect(Collectors.joining(", "));
    }
}
