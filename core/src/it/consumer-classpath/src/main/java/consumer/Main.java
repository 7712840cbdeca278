package consumer;

import dev.secretariat.Box;

/** Prints one line, which verify.groovy looks for. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Box<String> box = new Box<>();
        box.put("hello");
        System.out.println("consumer says " + box.poll() + " from " + Box.class.getModule());
    }
}
