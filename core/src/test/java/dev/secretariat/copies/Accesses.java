package dev.secretariat.copies;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What the methods of some classes do to the words that threads share, read from their sources: a list of accesses in
 * the order in which the text evaluates them, each with its word. Methods of these classes that are called are
 * followed; each branch and each loop is passed once. A mutant's {@code is(Mutation.X)} counts as false. What only a
 * failed CAS needs is left out: a look at the same word that follows it directly.
 *
 * <p>What is computed between two accesses is not compared.
 */
final class Accesses {
    private final Map<String, String> words;
    private final Map<String, String> calls;
    private final Map<String, MethodTree> methods = new LinkedHashMap<>();

    /**
     * Reads sources.
     *
     * @param words the fields, arrays and handles that count, by their names, and what they are called here
     * @param calls methods that are not followed, and what a call of them counts as; nothing if that is empty
     */
    Accesses(List<Path> sources, Map<String, String> words, Map<String, String> calls) throws IOException {
        this.words = Map.copyOf(words);
        this.calls = Map.copyOf(calls);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, null, null, files.getJavaFileObjects(sources.toArray(new Path[0])));
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) collect((ClassTree) type);
            }
        }
    }

    /** Overloads are told apart by their number of parameters; of two classes with the same method, the first counts. */
    private void collect(ClassTree type) {
        for (Tree member : type.getMembers()) {
            if (member instanceof ClassTree nested) collect(nested);
            if (member instanceof MethodTree method && method.getBody() != null) {
                methods.putIfAbsent(
                        key(method.getName().toString(), method.getParameters().size()), method);
            }
        }
    }

    private static String key(String name, int parameters) {
        return name + "/" + parameters;
    }

    private static final String READ = "read ";

    /**
     * The accesses of a method. Looks after the last change are left out where there is a change: a loop may end by
     * one.
     *
     * @param method its name and number of parameters, as {@code poll/0}
     */
    List<String> of(String method) {
        MethodTree tree = methods.get(method);
        if (tree == null) throw new AssertionError("there is no " + method + " among " + methods.keySet());
        Walk walk = new Walk();
        walk.follow(tree);
        List<String> found = walk.found;
        int lastChange = found.size() - 1;
        while (lastChange >= 0 && found.get(lastChange).startsWith(READ)) lastChange--;
        return lastChange < 0 ? found : found.subList(0, lastChange + 1);
    }

    private final class Walk extends TreeScanner<Void, Void> {
        private final List<String> found = new ArrayList<>();
        private final Deque<MethodTree> following = new ArrayDeque<>();
        private final Map<String, Boolean> constants = new HashMap<>();

        private void follow(MethodTree method) {
            if (method == null || following.contains(method)) return;
            following.push(method);
            scan(method.getBody(), null);
            following.pop();
        }

        private void note(String access) {
            String last = found.isEmpty() ? "" : found.get(found.size() - 1);
            boolean isAgain = access.startsWith(READ)
                    && (last.equals(access) || last.equals("cas " + access.substring(READ.length())));
            if (!isAgain) found.add(access);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
            ExpressionTree select = call.getMethodSelect();
            String name = nameOf(select);
            if (name.equals("fullFence")) note("fence");
            String word = select instanceof MemberSelectTree member ? wordOf(member.getExpression()) : null;
            if (word == null && select instanceof MemberSelectTree member) scan(member.getExpression(), null);
            scan(call.getArguments(), null);
            MethodTree own = methods.get(key(name, call.getArguments().size()));
            if (word != null) note(kindOf(name) + " " + word);
            else if (!calls.containsKey(name)) follow(own);
            else if (!calls.get(name).isEmpty()) note(calls.get(name));
            return null;
        }

        private String nameOf(ExpressionTree select) {
            if (select instanceof MemberSelectTree member)
                return member.getIdentifier().toString();
            return select.toString();
        }

        private String kindOf(String method) {
            if (method.startsWith("compareAndSet")) return "cas";
            if (method.startsWith("getAnd") || method.endsWith("AndGet")) return "exchange";
            if (method.startsWith("set")) return "write";
            return method.startsWith("get") || method.startsWith("is") || method.equals("size") ? "read" : method;
        }

        /** The word that a receiver or an operand is; null if it is none. */
        private String wordOf(ExpressionTree operand) {
            if (operand instanceof IdentifierTree identifier) return words.get(identifier.toString());
            if (operand instanceof MemberSelectTree member)
                return words.get(member.getIdentifier().toString());
            return operand instanceof ArrayAccessTree array ? words.get(nameOf(array.getExpression()) + "[]") : null;
        }

        @Override
        public Void visitAssignment(AssignmentTree assignment, Void unused) {
            ExpressionTree target = assignment.getVariable();
            String word = wordOf(target);
            if (target instanceof ArrayAccessTree array) scan(array.getIndex(), null);
            scan(assignment.getExpression(), null);
            if (word != null) note("write " + word);
            return null;
        }

        @Override
        public Void visitArrayAccess(ArrayAccessTree array, Void unused) {
            String word = wordOf(array);
            if (word == null) return super.visitArrayAccess(array, null);
            scan(array.getIndex(), null);
            note(READ + word);
            return null;
        }

        @Override
        public Void visitIdentifier(IdentifierTree identifier, Void unused) {
            String word = wordOf(identifier);
            if (word != null) note(READ + word);
            return null;
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree member, Void unused) {
            super.visitMemberSelect(member, null);
            String word = wordOf(member);
            if (word != null) note(READ + word);
            return null;
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree lambda, Void unused) {
            return null;
        }

        /** The update comes last. */
        @Override
        public Void visitForLoop(ForLoopTree loop, Void unused) {
            scan(loop.getInitializer(), null);
            scan(loop.getCondition(), null);
            scan(loop.getStatement(), null);
            return scan(loop.getUpdate(), null);
        }

        // ---- Without the mutations ----

        @Override
        public Void visitVariable(VariableTree variable, Void unused) {
            Boolean known = variable.getInitializer() == null ? null : constant(variable.getInitializer());
            if (known == null) return super.visitVariable(variable, null);
            constants.put(variable.getName().toString(), known);
            return null;
        }

        @Override
        public Void visitBlock(BlockTree block, Void unused) {
            for (StatementTree statement : block.getStatements()) {
                scan(statement, null);
                if (statement instanceof IfTree branch
                        && constant(branch.getCondition()) != null
                        && isLast(
                                constant(branch.getCondition())
                                        ? branch.getThenStatement()
                                        : branch.getElseStatement())) return null;
            }
            return null;
        }

        private boolean isLast(StatementTree statement) {
            if (statement instanceof BlockTree block && !block.getStatements().isEmpty()) {
                return isLast(block.getStatements().get(block.getStatements().size() - 1));
            }
            return statement instanceof ReturnTree;
        }

        @Override
        public Void visitIf(IfTree branch, Void unused) {
            Boolean known = constant(branch.getCondition());
            if (known == null) return super.visitIf(branch, null);
            return scan(known ? branch.getThenStatement() : branch.getElseStatement(), null);
        }

        @Override
        public Void visitConditionalExpression(ConditionalExpressionTree branch, Void unused) {
            Boolean known = constant(branch.getCondition());
            if (known == null) return super.visitConditionalExpression(branch, null);
            return scan(known ? branch.getTrueExpression() : branch.getFalseExpression(), null);
        }

        @Override
        public Void visitBinary(BinaryTree both, Void unused) {
            return constant(both) == null ? super.visitBinary(both, null) : null;
        }

        /** What a condition is if nothing is mutated; null if that depends on more. */
        private Boolean constant(ExpressionTree condition) {
            if (condition instanceof ParenthesizedTree inner) return constant(inner.getExpression());
            if (condition instanceof IdentifierTree name) return constants.get(name.toString());
            if (condition instanceof UnaryTree not && not.getKind() == Tree.Kind.LOGICAL_COMPLEMENT) {
                Boolean inner = constant(not.getExpression());
                return inner == null ? null : !inner;
            }
            if (condition instanceof BinaryTree both && both.getKind() == Tree.Kind.CONDITIONAL_AND) {
                boolean isFalse = Boolean.FALSE.equals(constant(both.getLeftOperand()))
                        || Boolean.FALSE.equals(constant(both.getRightOperand()));
                return isFalse ? Boolean.FALSE : null;
            }
            boolean isMutation = condition instanceof MethodInvocationTree call
                    && nameOf(call.getMethodSelect()).equals("is");
            return isMutation ? Boolean.FALSE : null;
        }
    }
}
