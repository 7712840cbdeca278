package dev.secretariat.examples;

import dev.secretariat.examples.chat.ChatCommand;
import dev.secretariat.examples.crawler.CrawlCommand;
import dev.secretariat.examples.demo.simulated.OfficeCommand;
import dev.secretariat.examples.demo.stories.Story;
import dev.secretariat.examples.dining.DiningCommand;
import dev.secretariat.examples.flaky.FlakyCommand;
import dev.secretariat.examples.forks.mandelbrot.MandelbrotCommand;
import dev.secretariat.examples.forks.quicksort.QuicksortCommand;
import dev.secretariat.examples.forks.wordcount.WordCountCommand;
import dev.secretariat.examples.pipeline.PipelineCommand;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** What the command line asks for, where it does not name another command. */
@Command(
        name = "examples",
        sortOptions = false,
        sortSynopsis = false,
        description = "Tells stories of a secretary's workday, or runs one of the commands.",
        subcommands = {
            WordCountCommand.class,
            MandelbrotCommand.class,
            QuicksortCommand.class,
            FlakyCommand.class,
            OfficeCommand.class,
            CrawlCommand.class,
            PipelineCommand.class,
            DiningCommand.class,
            ChatCommand.class
        })
final class Options {
    /** The file to read; null for the one that comes with the examples. */
    @Parameters(
            arity = "0..1",
            paramLabel = "WORKDAY",
            description = "A CSV file with the calls and appointments of a day; without it, the stories are told on the"
                    + " day that comes with the examples.")
    @Nullable
    Path workday;

    @Option(
            names = "--html",
            order = 1,
            paramLabel = "FILE",
            description = "Where to draw the timelines; by default workday.html.")
    Path html = Path.of("workday.html");

    @Option(
            names = "--story",
            order = 2,
            paramLabel = "NAME",
            converter = StoryConverter.class,
            completionCandidates = StoryNames.class,
            description = "Tell only this story: ${COMPLETION-CANDIDATES}.")
    private @Nullable Story story;

    @Option(names = "--help", order = 3, usageHelp = true, description = "Show this text.")
    boolean help;

    /** Returns the stories that are to be told. */
    List<Story> stories() {
        return story == null ? Story.all() : List.of(story);
    }

    private static final class StoryConverter implements ITypeConverter<Story> {
        @Override
        public Story convert(String name) {
            for (Story story : Story.all()) {
                if (story.name().equals(name)) return story;
            }
            List<String> names = Story.all().stream().map(Story::name).toList();
            throw new TypeConversionException("unknown story: " + name + "; there are " + String.join(", ", names));
        }
    }

    private static final class StoryNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Story.all().stream().map(Story::name).iterator();
        }
    }
}
