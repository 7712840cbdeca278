package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;

/** The catalogue, SPEC.md and the tests agree. */
class RuleTest {
    private static final List<Method> TESTS = Stream.of(SchedulerTck.class, AwaitableTck.class)
            .flatMap(kit -> Arrays.stream(kit.getMethods()))
            .filter(method -> AnnotationSupport.isAnnotated(method, Test.class))
            .toList();

    @Test
    void theCatalogueHasTheRulesOfTheSpecification() throws IOException {
        String specification = Files.readString(Path.of("../SPEC.md"));
        Set<String> specified = Pattern.compile("^- \\*\\*([A-Z]\\d+)\\*\\*", Pattern.MULTILINE)
                .matcher(specification)
                .results()
                .map((MatchResult rule) -> rule.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> catalogue =
                Arrays.stream(Rule.values()).map(Rule::name).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(specified, catalogue);
    }

    @Test
    void eachTestIsNamedAfterARule() {
        for (Method test : TESTS) assertTrue(Rule.ofTest(test.getName()).isPresent(), test.getName());
    }

    @Test
    void theTestedRulesAreThoseThatHaveTests() {
        Set<Rule> named = TESTS.stream()
                .flatMap(test -> Rule.ofTest(test.getName()).stream())
                .collect(Collectors.toSet());
        Set<Rule> claimed = Arrays.stream(Rule.values()).filter(Rule::isTested).collect(Collectors.toSet());
        assertEquals(claimed, named);
    }

    @Test
    void eachRuleIsASentence() {
        for (Rule rule : Rule.values()) {
            assertTrue(rule.sentence().endsWith("."), rule.sentence());
            assertTrue(!rule.isTested() || rule.hint().length() > 10, rule.name());
        }
    }
}
