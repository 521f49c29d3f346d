// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.error;

import dev.graft.web.json.Json;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** The container's error page: gives faults that never reached JAX-RS the body of every other fault. */
@WebServlet("/error")
public class ErrorServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = status(request);
        byte[] body = Json.write(body(request, status));
        response.setStatus(status);
        if (status == 405) {
            response.setHeader("Allow", "GET, HEAD");
        }
        response.setContentType("application/json");
        response.setContentLength(body.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(body);
        }
    }

    /** Outside the API a servlet answers 501 to methods that it has never heard of; the method is wrong, not the server. */
    private static int status(HttpServletRequest request) {
        int status = attribute(request, RequestDispatcher.ERROR_STATUS_CODE, Integer.class).orElse(404);
        return status == HttpServletResponse.SC_NOT_IMPLEMENTED ? HttpServletResponse.SC_METHOD_NOT_ALLOWED : status;
    }

    private static ErrorBody body(HttpServletRequest request, int status) {
        String path = attribute(request, RequestDispatcher.ERROR_REQUEST_URI, String.class).orElseGet(request::getRequestURI);
        String method = request.getMethod();
        if (status >= 500) {
            Throwable thrown = attribute(request, RequestDispatcher.ERROR_EXCEPTION, Throwable.class)
                    .orElseGet(() -> new IllegalStateException("the container answered with status " + status + ": "
                            + attribute(request, RequestDispatcher.ERROR_MESSAGE, String.class).orElse("no reason is given")));
            return Incident.report(method + " " + path, thrown);
        }
        return new ErrorBody(HttpStatus.meaning(status).number(), RefusalText.of(status, method, path));
    }

    private static <T> Optional<T> attribute(HttpServletRequest request, String name, Class<T> type) {
        return Optional.ofNullable(request.getAttribute(name)).filter(type::isInstance).map(type::cast);
    }
}
