// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server on this machine that is interrupted after so many bytes have been sent on it: what follows is held for ever. */
final class HaltingProxy implements AutoCloseable {

    private final URI server;
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicLong left;
    private final CountDownLatch halted = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    HaltingProxy(URI server, long bytes) throws IOException {
        this.server = server;
        this.left = new AtomicLong(bytes);
        threads.execute(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** Waits until the bytes have been sent. */
    void awaitHalt() throws InterruptedException {
        halted.await();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket behind = new Socket(server.getHost(), server.getPort());
                threads.execute(() -> pump(client, behind, true));
                threads.execute(() -> pump(behind, client, false));
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private void pump(Socket from, Socket to, boolean counted) {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (counted && left.addAndGet(-count) < 0) {
                    halted.countDown();
                    new CountDownLatch(1).await();
                }
                out.write(bytes, 0, count);
            }
        } catch (IOException | InterruptedException ended) {
            // Either side has gone, or the test.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}
