package dev.secretariat.benchmarks.peers

import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch

/** Coroutines that await one Deferred, which keeps them reachable. */
class KotlinParkingLot : ParkingLot {
    private val scope = object : CoroutineScope {
        override val coroutineContext: CoroutineContext = Dispatchers.Default
    }
    private val gate = CompletableDeferred<Unit>()
    private var ended: Finish? = null

    override fun park(tasks: Int) {
        val parked = Finish(tasks)
        val end = Finish(tasks)
        ended = end
        repeat(tasks) {
            scope.launch {
                parked.arrive()
                gate.await()
                end.arrive()
            }
        }
        parked.await()
    }

    override fun release() {
        gate.complete(Unit)
        ended?.await()
    }
}
