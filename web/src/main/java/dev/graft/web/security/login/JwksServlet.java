// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.login;

import com.nimbusds.jose.jwk.JWKSet;
import dev.graft.web.security.token.SigningKeys;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The public keys, for others who verify Graft's tokens. Beside the API and not in it: the path is the one of RFC 8615. Caches keep it
 * for five minutes; a replaced key stays in it for as long as its tokens live.
 */
@WebServlet("/.well-known/jwks.json")
public class JwksServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient SigningKeys keys;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = keys.published().toString(true).getBytes(StandardCharsets.UTF_8);
        response.setContentType(JWKSet.MIME_TYPE);
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "public, max-age=300");
        response.getOutputStream().write(body);
    }
}
