package dev.secretariat.history;

import java.util.HashMap;
import java.util.Map;

/**
 * Histories in short, by clients of one letter: {@code a>w1} calls, {@code a<1} returns 1, {@code a<} returns nothing, {@code a?} ends
 * in a way that nobody knows, and {@code a-} without effect.
 */
final class Written {
    private Written() {}

    static History<String, String> history(String text) {
        History<String, String> history = History.of(() -> 0);
        Map<String, Call<String, String>> open = new HashMap<>();
        for (String word : text.split(" ", -1)) {
            String client = word.substring(0, 1);
            String what = word.substring(2);
            if (word.charAt(1) == '>') open.put(client, history.client(client).begin(what));
            else end(open.remove(client), word.charAt(1), what);
        }
        return history;
    }

    private static void end(Call<String, String> call, char how, String result) {
        switch (how) {
            case '?' -> call.unknown();
            case '-' -> call.hadNoEffect();
            default -> {
                if (result.isEmpty()) call.returned();
                else call.returned(result);
            }
        }
    }
}
