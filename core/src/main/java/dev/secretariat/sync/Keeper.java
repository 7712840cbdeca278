package dev.secretariat.sync;

import dev.secretariat.Awaitable;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.internal.StackReserve;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What {@link Mutex}, {@link ReadWriteLock} and {@link Permits} have in common: how one asks, and how fibers and threads wait. */
abstract class Keeper {
    final Stock stock;
    final Line line;

    Keeper(String name, int permits) {
        this.stock = new Stock(name, permits);
        this.line = stock.line;
    }

    /** Asks for permits; what is returned is held already, or waits in line. */
    final Hold request(int permits, Object owner) {
        Hold taken = tryTake(permits, owner);
        if (taken != null) return taken;
        Hold waits = new Hold(stock, permits, owner, false);
        line.enter(waits);
        if (waits.isWaiting()) watchHolder();
        return waits;
    }

    /** Takes permits, if there are enough and nobody waits for some; null otherwise. */
    final @Nullable Hold tryTake(int permits, Object owner) {
        if (!line.has(permits)) return null;
        StackReserve.requireTwice(); // as to close it does: what is taken at some depth can be given back there
        Hold taken = new Hold(stock, permits, owner, true); // before that could be in vain
        if (!line.tryTake(permits)) return null;
        stock.granted(taken);
        return taken;
    }

    private void watchHolder() {
        try {
            stock.watchHolder();
        } catch (VirtualMachineError full) {
            // So nobody is warned. Whoever waits is in line, and is to be told so.
        }
    }

    /** Waits in a fiber. */
    final Hold await(Hold request, Fiber fiber) {
        try {
            while (!request.isHeld()) fiber.await(request);
            return request;
        } catch (Throwable cancelled) {
            request.close();
            throw cancelled;
        }
    }

    /** Blocks the calling thread. */
    final Hold await(Hold request) throws InterruptedException {
        try {
            while (!request.isHeld()) Awaitable.block(request);
            return request;
        } catch (Throwable interrupted) {
            request.close();
            throw interrupted;
        }
    }

    /** Blocks the calling thread for some time. */
    final Hold await(Hold request, Duration timeout) throws InterruptedException, TimeoutException {
        try {
            if (!request.isHeld()) Awaitable.block(request, timeout);
            return request;
        } catch (TimeoutException late) {
            if (request.isHeld()) return request;
            request.close();
            throw late;
        } catch (Throwable interrupted) {
            request.close();
            throw interrupted;
        }
    }

    @Override
    public String toString() {
        return stock.toString();
    }
}
