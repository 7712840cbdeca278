package dev.secretariat.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/** Short histories as an object could have had them, but for some answers. */
final class RandomHistories<S> {
    private static final Moment NOW = new Moment(0, 0);

    private final RandomGenerator random;
    private final Rules<S, String, String> rules;
    private final List<String> operations;
    private final List<String> results;
    private S state;

    /** One that has begun, and perhaps taken effect. */
    private static final class Open {
        private final String operation;
        private final Call<String, String> call;
        private String result = "";
        private boolean isDone;

        Open(String operation, Call<String, String> call) {
            this.operation = operation;
            this.call = call;
        }
    }

    RandomHistories(
            RandomGenerator random,
            S initial,
            Rules<S, String, String> rules,
            List<String> operations,
            List<String> results) {
        this.random = random;
        this.state = initial;
        this.rules = rules;
        this.operations = operations;
        this.results = results;
    }

    History<String, String> next(int clients, int length) {
        History<String, String> history = History.of(() -> 0);
        List<Open> open = new ArrayList<>();
        for (int i = 0; i < clients; i++) open.add(null);
        for (int begun = 0; begun < length; ) {
            int client = random.nextInt(clients);
            Open call = open.get(client);
            if (call == null) {
                String operation = operations.get(random.nextInt(operations.size()));
                Open begins = new Open(operation, history.client("c" + client).begin(operation));
                if (random.nextBoolean()) takeEffect(begins);
                open.set(client, begins);
                begun++;
            } else {
                end(call);
                open.set(client, null);
            }
        }
        for (Open call : open) {
            if (call != null && random.nextInt(4) > 0) end(call);
        }
        return history;
    }

    private void end(Open open) {
        if (!open.isDone && random.nextInt(10) == 0) {
            open.call.hadNoEffect();
            return;
        }
        if (!open.isDone && random.nextInt(10) > 0) takeEffect(open);
        if (!open.isDone || random.nextInt(8) == 0) open.call.unknown();
        else if (random.nextInt(8) == 0) open.call.returned(results.get(random.nextInt(results.size())));
        else if (open.result.isEmpty()) open.call.returned();
        else open.call.returned(open.result);
    }

    private void takeEffect(Open open) {
        for (String result : results) {
            Response<String> response = result.isEmpty() ? new Finished<>() : new Returned<>(result);
            Collection<? extends S> after = rules.after(state, new Operation<>("", open.operation, response, NOW, NOW));
            boolean isPassedOver = random.nextInt(3) == 0 && !result.equals(results.get(results.size() - 1));
            if (after.isEmpty() || isPassedOver) continue;
            state = after.iterator().next();
            open.result = result;
            open.isDone = true;
            return;
        }
    }
}
