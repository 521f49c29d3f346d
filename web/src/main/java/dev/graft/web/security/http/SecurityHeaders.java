// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Headers of every response, pages and errors included (after OWASP's REST security cheat sheet). What comes from the API is not stored
 * by caches unless its resource says otherwise: it may hold tokens, keys or data of one organisation.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class SecurityHeaders extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final String API = "/api/";
    private static final String YEAR_IN_SECONDS = "31536000";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean api = request.getRequestURI().startsWith(request.getContextPath() + API);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy",
                api ? "default-src 'none'; frame-ancestors 'none'" : "object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
        if (api) {
            response.setHeader("Cache-Control", "no-store");
        }
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=" + YEAR_IN_SECONDS);
        }
        chain.doFilter(request, response);
    }
}
