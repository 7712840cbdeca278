# Judges a run of jcstress, which by itself is content when nothing ran:
#     awk -f check-results.awk TESTS LOG [LOG]
#
# TESTS: the names of the tests to be run, one a line. LOG: what jcstress -v printed; the second one is
# of controls that were silent in the first, and adds to it. Fails unless
# every configuration passed, every test of TESTS ran, and every control among them (a test whose
# name ends in Control: the same code without its fence, check or CAS) showed its bug, an outcome
# marked ACCEPTABLE_INTERESTING. A control that shows nothing tells that its test sees nothing.
# The last line counts the tests.

FILENAME == ARGV[1] { tests[$1]; next }

# (Results: 16 planned; 16 passed, 0 failed, 0 soft errs, 0 hard errs)
FILENAME == ARGV[2] && /^ *\(Results: [0-9]+ planned; [0-9]+ passed,/ {
    counts = $0
    planned = $2
    passed = $4
}

/^RUN RESULTS:/ { summary = 1 }

# .......... [OK] dev.secretariat.SleepStress.Handshake
summary && /^\.+ \[/ {
    test = $NF
    verdict[test] = $2
}

#   RESULT     SAMPLES     FREQ       EXPECT  DESCRIPTION
#     0, 0  23,933,444   50.07%  Interesting  both missed
summary && /[0-9,]+ +[<>]?[0-9.]+% +Interesting / && !/ 0 +0\.00% +Interesting / { shown[test] = 1 }

function complain(test, text) {
    print test ": " text
    wrong[test] = 1
}

END {
    for (test in tests) {
        if (!(test in verdict)) complain(test, "was not run")
        else if (verdict[test] != "[OK]") complain(test, verdict[test])
        else if (test ~ /Control$/ && !(test in shown)) complain(test, "did not show its bug")
    }
    for (test in tests) if (test in wrong) bad++; else good++
    if (counts == "") print "jcstress printed no results"
    else print counts
    if (!bad && (!good || passed + 0 == 0 || passed != planned)) bad = 1
    printf "jcstress: %d passed, %d failed\n", good, bad
    exit bad > 0
}
