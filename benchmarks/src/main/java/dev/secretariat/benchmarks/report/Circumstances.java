package dev.secretariat.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When, where and how the figures came about, without which they say nothing. */
public record Circumstances(Map<String, String> entries) {
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use(\\w+?GC)");
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** Returns the circumstances of this JVM, whose JDK is also that of the JVMs that measure. */
    public static Circumstances of(List<String> command, List<String> jvmArguments, ZonedDateTime date) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("date", date.truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        entries.put("machine", processor() + ", " + property("os.name") + " " + property("os.version"));
        entries.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        entries.put("JDK", property("java.runtime.version") + ", " + property("java.vendor"));
        entries.put("collector", collector(jvmArguments));
        entries.put("JVM arguments", String.join(" ", jvmArguments));
        entries.put("command", "java -jar benchmarks/target/benchmarks.jar " + String.join(" ", command));
        entries.put("versions", versions());
        return new Circumstances(entries);
    }

    /** Returns a line for each circumstance. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        entries.forEach((name, value) -> lines.add(name + ": " + value.strip()));
        return lines;
    }

    static String collector(List<String> jvmArguments) {
        return jvmArguments.stream()
                .map(COLLECTOR::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1).replaceFirst("GC$", ""))
                .findFirst()
                .orElse("the JVM's choice");
    }

    private static String processor() {
        if (!Files.isReadable(CPU_INFO)) return property("os.arch");
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(property("os.arch"));
        } catch (IOException | UncheckedIOException e) {
            return property("os.arch");
        }
    }

    private static String versions() {
        Properties versions = new Properties();
        try (InputStream file = Circumstances.class.getResourceAsStream("versions.properties")) {
            versions.load(Objects.requireNonNull(file, "versions.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TreeMap<>(versions)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
