// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecurityHeadersTest {

    private final Map<String, String> headers = new HashMap<>();

    @Test
    void responsesOfTheApiAreNotStoredNotGuessedAndNotFramed() throws Exception {
        call("/api/v1/login", false);

        assertThat(headers)
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .doesNotContainKey("Strict-Transport-Security");
    }

    @Test
    void pagesMayRunTheirOwnScriptsButAreNotFramed() throws Exception {
        call("/docs/", false);

        assertThat(headers)
                .doesNotContainKey("Cache-Control")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .hasEntrySatisfying("Content-Security-Policy", policy ->
                        assertThat(policy).contains("frame-ancestors 'none'").doesNotContain("default-src"));
    }

    @Test
    void overTlsABrowserIsToldToStayThere() throws Exception {
        call("/api/v1/login", true);

        assertThat(headers).containsEntry("Strict-Transport-Security", "max-age=31536000");
    }

    @Test
    void whatComesAfterCanStillSetItsOwnHeaders() throws Exception {
        new SecurityHeaders().doFilter(request("/api/v1/x", false), response(), (request, response) ->
                ((HttpServletResponse) response).setHeader("Cache-Control", "private, max-age=60"));

        assertThat(headers).containsEntry("Cache-Control", "private, max-age=60");
    }

    private void call(String path, boolean secure) throws Exception {
        new SecurityHeaders().doFilter(request(path, secure), response(), (request, response) -> { });
    }

    private static HttpServletRequest request(String path, boolean secure) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                SecurityHeadersTest.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) ->
                        switch (method.getName()) {
                            case "getRequestURI" -> path;
                            case "getContextPath" -> "";
                            case "isSecure" -> secure;
                            default -> throw new UnsupportedOperationException(method.getName());
                        });
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                SecurityHeadersTest.class.getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("setHeader")) {
                        return headers.put((String) arguments[0], (String) arguments[1]);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
