// SPDX-License-Identifier: Apache-2.0
package dev.graft.web;

import dev.graft.fault.StoreFaults;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.web.contract.ApiDocument;
import dev.graft.web.contract.Contract;
import dev.graft.web.contract.ContractFilter;
import dev.graft.web.error.GraftExceptionMapper;
import dev.graft.web.error.UnexpectedExceptionMapper;
import dev.graft.web.error.WebExceptionMapper;
import dev.graft.web.http.HeadFilter;
import dev.graft.web.json.JsonBodyReader;
import dev.graft.web.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ConcurrentModificationException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;

/** Resources with the API's providers on Payara's JAX-RS implementation, without a server and without a socket. */
public final class InMemoryApi {

    private static final Contract CONTRACT = new Contract(new ApiDocument());

    private final ApplicationHandler jersey;

    public InMemoryApi(Object... resources) {
        ResourceConfig config = new ResourceConfig(
                        ContractFilter.class,
                        JsonBodyReader.class,
                        JsonWriter.class,
                        HeadFilter.class,
                        GraftExceptionMapper.class,
                        WebExceptionMapper.class,
                        UnexpectedExceptionMapper.class)
                .addProperties(new Api().getProperties())
                .register(new AbstractBinder() {
                    @Override
                    protected void configure() {
                        bind(CONTRACT).to(Contract.class);
                        bind((StoreFaults) InMemoryApi::explain).to(StoreFaults.class);
                    }
                });
        for (Object resource : resources) {
            config.register(resource);
        }
        this.jersey = new ApplicationHandler(config);
    }

    /** Stands for the database: an exception of this cause is its word for two requests that met. */
    private static Optional<GraftException> explain(Throwable thrown) {
        return thrown.getCause() instanceof ConcurrentModificationException
                ? Optional.of(new GraftException(StandardError.CONFLICT, "two requests met", thrown))
                : Optional.empty();
    }

    /** What came back. */
    public record Answer(ContainerResponse response, byte[] body) {
        public int status() {
            return response.getStatus();
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public String header(String name) {
            Object value = response.getHeaders().getFirst(name);
            return value == null ? "" : value.toString();
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public Answer send(String method, String path, String body, String... headers) {
        URI base = URI.create("http://localhost/api/v1/");
        ContainerRequest request =
                new ContainerRequest(base, base.resolve(path), method, null, new MapPropertiesDelegate(), jersey.getConfiguration());
        request.setEntityStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            return new Answer(jersey.apply(request, out).get(), out.toByteArray());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }
}
