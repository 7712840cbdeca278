package dev.secretariat.examples.crawler;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A {@link Site} on this machine's loopback interface. */
final class WebServer implements AutoCloseable {
    private final Site site;
    private final HttpServer server;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    private WebServer(Site site, HttpServer server) {
        this.site = site;
        this.server = server;
    }

    static WebServer start(Site site) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        WebServer started = new WebServer(site, server);
        server.createContext("/", started::handle);
        server.start();
        return started;
    }

    URI address() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    private void handle(HttpExchange exchange) {
        Site.Answer answer = site.answer(exchange.getRequestURI().getPath());
        Future<?> ignored =
                later.schedule(() -> send(exchange, answer), answer.delay().toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void send(HttpExchange exchange, Site.Answer answer) {
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException gone) {
            // whoever asked does not listen any more
        }
    }

    @Override
    public void close() {
        server.stop(0);
        later.shutdownNow();
    }
}
