// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the server's own health whether the WAR is there: Payara goes on without a word to its caller when it cannot be loaded. */
final class DeploymentCheck {

    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(30).toMillis();
    private static final String NO_APPLICATION = "No Application deployed";

    private final URI health;

    DeploymentCheck(String url) {
        this.health = URI.create(url + "/health/ready");
    }

    /**
     * Whether the WAR answers. It need not be ready: a database that is away now may come back.
     *
     * @throws LaunchException if nobody answers
     */
    boolean isDeployed() {
        try {
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            return status == HttpURLConnection.HTTP_OK
                    || status == HttpURLConnection.HTTP_UNAVAILABLE && !errorBody(connection).contains(NO_APPLICATION);
        } catch (IOException e) {
            throw new LaunchException("The server does not answer at " + health + " (" + e.getMessage() + ").", e);
        }
    }

    private static String errorBody(HttpURLConnection connection) throws IOException {
        try (InputStream body = connection.getErrorStream()) {
            return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
