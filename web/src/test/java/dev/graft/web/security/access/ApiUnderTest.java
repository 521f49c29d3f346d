// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.graft.web.contract.ApiDocument;
import dev.graft.web.contract.Contract;
import dev.graft.web.error.GraftExceptionMapper;
import dev.graft.web.json.Json;
import dev.graft.web.json.JsonBodyReader;
import dev.graft.web.json.JsonWriter;
import dev.graft.web.security.http.BodyLimit;
import dev.graft.web.security.http.BodyLimitFilter;
import dev.graft.web.security.http.ChallengeFilter;
import dev.graft.web.security.http.CorsFilter;
import dev.graft.web.security.http.CorsSettings;
import dev.graft.web.security.limit.ClientAddress;
import dev.graft.web.security.limit.LimitSettings;
import dev.graft.web.security.limit.RateLimitedMapper;
import dev.graft.web.security.limit.RateLimits;
import dev.graft.web.security.token.SigningKeys;
import dev.graft.web.security.token.TokenIssuer;
import dev.graft.web.security.token.TokenSettings;
import dev.graft.web.security.token.TokenVerifier;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** JAX-RS with the filters of security and the resources given, in memory: no server, no network, no CDI. */
public final class ApiUnderTest {

    private static final Contract CONTRACT = new Contract(new ApiDocument());
    private static final URI BASE = URI.create("http://localhost/api/v1/");

    private final CurrentCaller current = new CurrentCaller();
    private final CallCounter counter = new CallCounter();
    private final TokenIssuer issuer;
    private final Map<Class<?>, Object> injected = new HashMap<>();
    private final ResourceConfig config = new ResourceConfig();
    private ApplicationHandler handler;

    public ApiUnderTest(Path keysFolder, Accounts accounts, LimitSettings settings, Clock clock, Class<?>... resources) {
        var keys = new SigningKeys(keysFolder, TokenSettings.DEFAULT, clock);
        issuer = new TokenIssuer(keys, TokenSettings.DEFAULT, clock);
        var verifier = new TokenVerifier(keys, TokenSettings.DEFAULT, clock);
        var gate = new Gate(new Authenticator(verifier, accounts), new RateLimits(settings, clock));
        config.register(new AccessFilter(gate, current, new ClientAddress(settings.trustedProxies())))
                .register(new BodyLimitFilter(new BodyLimit(100)))
                .register(new CorsFilter(new CorsSettings(Set.of("https://console.example"))))
                .register(ChallengeFilter.class)
                .register(GraftExceptionMapper.class)
                .register(RateLimitedMapper.class)
                .register(JsonWriter.class)
                .register(JsonBodyReader.class)
                .register(counter)
                .register(new AbstractBinder() {
                    @Override
                    protected void configure() {
                        injected.forEach((type, object) -> bind(object).to(type));
                    }
                })
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                .registerClasses(resources);
        inject(HttpServletRequest.class, connection());
        inject(Gate.class, gate);
        inject(CurrentCaller.class, current);
        inject(TokenIssuer.class, issuer);
        inject(SigningKeys.class, keys);
        inject(Contract.class, CONTRACT);
    }

    /** One more object to be injected into resources; to be called before the first request. */
    public <T> ApiUnderTest inject(Class<T> type, T object) {
        injected.put(type, object);
        return this;
    }

    public TokenIssuer issuer() {
        return issuer;
    }

    public CurrentCaller current() {
        return current;
    }

    /** How many requests came through to a resource. */
    public int calls() {
        return counter.calls;
    }

    public ContainerResponse call(String method, String path, Map<String, String> headers) {
        return call(method, path, headers, InputStream.nullInputStream());
    }

    public ContainerResponse call(String method, String path, Map<String, String> headers, String body) {
        return call(method, path, headers, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    public ContainerResponse call(String method, String path, Map<String, String> headers, InputStream body) {
        if (handler == null) {
            handler = new ApplicationHandler(config);
        }
        var request = new ContainerRequest(
                BASE, BASE.resolve(path.substring(1)), method, null, new MapPropertiesDelegate(), handler.getConfiguration());
        headers.forEach(request::header);
        request.setEntityStream(body);
        try {
            return handler.apply(request).get();
        } catch (ExecutionException e) {
            throw new AssertionError(method + " " + path + " was not answered", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A response's body as JSON. */
    public String body(ContainerResponse response) {
        try {
            return new String(Json.write(response.getEntity()), StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpServletRequest connection() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ApiUnderTest.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) ->
                        switch (method.getName()) {
                            case "getRemoteAddr" -> "192.0.2.1";
                            case "hashCode" -> System.identityHashCode(proxy);
                            case "equals" -> proxy == arguments[0];
                            case "toString" -> "a connection from 192.0.2.1";
                            default -> throw new UnsupportedOperationException(method.getName());
                        });
    }

    /** Runs after all others. */
    @Priority(Integer.MAX_VALUE)
    private static final class CallCounter implements ContainerRequestFilter {

        private int calls;

        @Override
        public void filter(ContainerRequestContext request) {
            calls++;
        }
    }
}
