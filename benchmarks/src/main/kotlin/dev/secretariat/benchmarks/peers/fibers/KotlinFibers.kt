package dev.secretariat.benchmarks.peers.fibers

import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.resume
import kotlin.coroutines.suspendCoroutine
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/**
 * The kernels in suspending functions, on a dispatcher or on the loop of runBlocking. The coroutines have no job as their parent: one
 * that keeps count of its children would cost more. A token is handed over by suspendCoroutine, which costs less than a rendezvous
 * channel.
 *
 * The number of the dispatcher's threads is a property of the JVM, to be set when it is started.
 */
class KotlinFibers(private val context: CoroutineContext) : FiberContestant {
    /** Runs a kernel; its coroutines are started in a scope that has the dispatcher, and no job. */
    private fun run(kernel: suspend CoroutineScope.() -> Long): Long = runBlocking(context) {
        val orphans = coroutineContext.minusKey(Job)
        val scope = object : CoroutineScope {
            override val coroutineContext: CoroutineContext = orphans
        }
        scope.kernel()
    }

    override fun pingPong(exchanges: Int): Long = run {
        val ping = Slot()
        val pong = Slot()
        val other = launch {
            repeat(exchanges) { pong.put(ping.take() + 1) }
        }
        var token = 0L
        repeat(exchanges) {
            ping.put(token + 1)
            token = pong.take()
        }
        other.join()
        token
    }

    override fun fanOut(fibers: Int): Long = run {
        val started = ArrayList<Deferred<Int>>(fibers)
        for (number in 1..fibers) {
            started += async {
                yield()
                number
            }
        }
        sum(started)
    }

    override fun chain(fibers: Int): Long = run {
        val gate = CompletableDeferred<Int>()
        val toBegin = AtomicInteger(fibers)
        var last: Deferred<Int> = gate
        repeat(fibers) {
            val before = last
            last = async {
                if (toBegin.decrementAndGet() == 0) gate.complete(0)
                before.await() + 1
            }
        }
        last.await().toLong()
    }

    override fun yieldMany(fibers: Int, yields: Int): Long = run {
        val started = List(fibers) {
            async {
                repeat(yields) { yield() }
                yields
            }
        }
        sum(started)
    }

    override fun awaitDone(times: Int): Long = run {
        val one = async { 1 }
        one.join()
        var sum = 0L
        repeat(times) { sum += one.await() }
        sum
    }

    private suspend fun sum(started: List<Deferred<Int>>): Long {
        var sum = 0L
        for (one in started) sum += one.await()
        return sum
    }

    /** Where one coroutine leaves a token for another, which has taken the one before. Nothing, then who waits, then HERE. */
    private class Slot {
        private val state = AtomicReference<Any?>()

        /** Published by HERE. */
        private var token = 0L

        fun put(next: Long) {
            token = next
            val waiting = state.getAndSet(HERE)
            @Suppress("UNCHECKED_CAST")
            if (waiting is Continuation<*>) (waiting as Continuation<Unit>).resume(Unit)
        }

        suspend fun take(): Long {
            if (state.get() !== HERE) {
                suspendCoroutine { if (!state.compareAndSet(null, it)) it.resume(Unit) }
            }
            state.set(null)
            return token
        }
    }

    private companion object {
        val HERE = Any()
    }
}
