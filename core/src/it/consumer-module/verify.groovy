// The program's one line, and nothing else: no warning of the JVM, none of SLF4J.
String output = new File(basedir, 'target/output.txt').text.trim()
assert output.startsWith('consumer says hello from module dev.secretariat.core')
assert output.readLines().size() == 1
