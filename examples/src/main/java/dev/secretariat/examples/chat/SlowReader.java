package dev.secretariat.examples.chat;

import dev.secretariat.sync.Channel;

/** What is done about a client who does not read what there is to hear, when the queue of what waits for them is full. */
enum SlowReader {
    /** They are disconnected: whoever is connected has heard everything. */
    IS_DROPPED {
        @Override
        void queue(Channel<byte[]> outbox, byte[] line, Wire wire) {
            if (!outbox.offer(line)) wire.close(); // its connection goes on, finds it closed, and ends
        }
    },

    /** They stay, and miss what is oldest. */
    MISSES_THE_OLDEST {
        @Override
        void queue(Channel<byte[]> outbox, byte[] line, Wire wire) {
            while (!outbox.offer(line)) {
                byte[] ignored = outbox.poll(); // null if the connection has just taken it
            }
        }
    };

    /** Puts a line into the queue; does not wait. */
    abstract void queue(Channel<byte[]> outbox, byte[] line, Wire wire);
}
