package dev.secretariat.benchmarks.peers.fibers

import com.softwaremill.jox.Channel
import com.softwaremill.jox.structured.Fork
import com.softwaremill.jox.structured.Scope
import com.softwaremill.jox.structured.Scopes
import dev.secretariat.benchmarks.peers.VirtualThreads
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger

/**
 * The kernels in jox's forks, which are virtual threads in a scope; a token is handed over by rendezvous channels. In Kotlin, whose
 * compiler reads what jox's was compiled to on any JDK.
 */
class JoxFibers : FiberContestant {
    /** Runs a kernel in a virtual thread, as forks may be made there without holding a thread of the caller's. */
    private fun run(kernel: (Scope) -> Long): Long {
        val answer = CompletableFuture<Long>()
        VirtualThreads.start {
            try {
                answer.complete(Scopes.supervised<Long> { kernel(it) })
            } catch (thrown: Throwable) {
                answer.completeExceptionally(thrown)
            }
        }
        return answer.get()
    }

    override fun pingPong(exchanges: Int): Long = run { scope ->
        val ping = Channel.newRendezvousChannel<Long>()
        val pong = Channel.newRendezvousChannel<Long>()
        val other = scope.fork(Callable {
            repeat(exchanges) { pong.send(ping.receive() + 1) }
            exchanges
        })
        var token = 0L
        repeat(exchanges) {
            ping.send(token + 1)
            token = pong.receive()
        }
        other.join()
        token
    }

    override fun fanOut(fibers: Int): Long = run { scope ->
        val started = ArrayList<Fork<Int>>(fibers)
        for (number in 1..fibers) {
            started += scope.fork(Callable {
                Thread.`yield`()
                number
            })
        }
        started.sumOf { it.join().toLong() }
    }

    override fun chain(fibers: Int): Long = run { scope ->
        val gate = CountDownLatch(1)
        val toBegin = AtomicInteger(fibers)
        var last: Fork<Int>? = null
        repeat(fibers) {
            val before = last
            last = scope.fork(Callable {
                if (toBegin.decrementAndGet() == 0) gate.countDown()
                if (before == null) gate.await()
                (before?.join() ?: 0) + 1
            })
        }
        last?.join()?.toLong() ?: 0
    }

    /** It has no way of its own. */
    override fun yieldMany(fibers: Int, yields: Int): Long =
        throw UnsupportedOperationException("jox's forks give way as plain virtual threads do")

    override fun awaitDone(times: Int): Long = run { scope ->
        val one = scope.fork(Callable { 1 })
        one.join()
        var sum = 0L
        repeat(times) { sum += one.join() }
        sum
    }
}
