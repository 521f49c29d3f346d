// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes an answer's body to a file; an answer 206 goes on where the file ends, any other begins it anew. */
final class Download {

    private static final int BUFFER = 1 << 16;
    private static final int PARTIAL_CONTENT = 206;

    private final Path file;

    Download(Path file) {
        this.file = file;
    }

    void write(HttpResponse<InputStream> response, Transfer transfer) throws IOException {
        boolean goesOn = response.statusCode() == PARTIAL_CONTENT;
        long done = goesOn ? Files.size(file) : 0;
        long rest = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        long total = rest < 0 ? -1 : done + rest;
        OpenOption[] options = {
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING
        };
        try (InputStream body = response.body(); OutputStream out = Files.newOutputStream(file, options)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                out.write(buffer, 0, count);
                done += count;
                transfer.moved(done, total);
            }
        }
        if (total >= 0 && done != total) {
            throw new IOException("the connection ended after " + done + " of " + total + " bytes; run the command again to go on");
        }
    }
}
