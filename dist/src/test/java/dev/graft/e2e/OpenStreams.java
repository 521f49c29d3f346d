// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Streams of events that are held open at once. */
final class OpenStreams implements AutoCloseable {

    private static final int MANY = 200;

    private final Rest rest;
    private final String token;
    private final List<InputStream> open = new ArrayList<>();

    OpenStreams(Rest rest, String token) {
        this.rest = rest;
        this.token = token;
    }

    /** Opens one after the other until one is refused, and returns the status of that. */
    int openUntilRefused(String target) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(rest.base().resolve(target)).header("Authorization", "Bearer " + token).build();
        while (open.size() < MANY) {
            HttpResponse<InputStream> response = rest.http().send(request, HttpResponse.BodyHandlers.ofInputStream());
            open.add(response.body());
            if (response.statusCode() != 200) {
                return response.statusCode();
            }
        }
        throw new AssertionError(MANY + " streams at once, and none was refused");
    }

    @Override
    public void close() {
        for (InputStream stream : open) {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
