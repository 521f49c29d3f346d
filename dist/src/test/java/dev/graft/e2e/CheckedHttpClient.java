// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import dev.graft.e2e.contract.ResponseCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Holds every answer of the API against the document that the server itself serves, while the answer passes. One that is not as
 * described ends with an exception that says why, so that the test which asked fails, whatever it was about.
 */
final class CheckedHttpClient extends HttpClient {

    private final HttpClient http;
    private final ResponseCheck check;

    CheckedHttpClient(HttpClient http, ResponseCheck check) {
        this.http = http;
        this.check = check;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException, InterruptedException {
        return http.send(request, checked(request, handler));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return http.sendAsync(request, checked(request, handler));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushPromises) {
        return http.sendAsync(request, checked(request, handler), pushPromises);
    }

    private <T> BodyHandler<T> checked(HttpRequest request, BodyHandler<T> handler) {
        return request.uri().getPath().startsWith("/api/")
                ? answer -> new CheckedBody<>(handler.apply(answer), request, answer)
                : handler;
    }

    /** Passes a body on; what is JSON is judged before the end is told. */
    private final class CheckedBody<T> implements BodySubscriber<T> {

        private final BodySubscriber<T> target;
        private final HttpRequest request;
        private final ResponseInfo answer;
        private final Optional<String> type;
        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

        CheckedBody(BodySubscriber<T> target, HttpRequest request, ResponseInfo answer) {
            this.target = target;
            this.request = request;
            this.answer = answer;
            this.type = answer.headers().firstValue("Content-Type");
        }

        @Override
        public CompletionStage<T> getBody() {
            return target.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            target.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            if (type.orElse("").startsWith("application/json")) {
                for (ByteBuffer buffer : buffers) {
                    byte[] bytes = new byte[buffer.remaining()];
                    buffer.duplicate().get(bytes);
                    seen.writeBytes(bytes);
                }
            }
            target.onNext(buffers);
        }

        @Override
        public void onError(Throwable broken) {
            target.onError(broken);
        }

        @Override
        public void onComplete() {
            List<String> faults =
                    check.faults(request.method(), request.uri().getPath(), answer.statusCode(), type, seen.toByteArray());
            if (faults.isEmpty()) {
                target.onComplete();
            } else {
                target.onError(new IOException("The answer " + answer.statusCode() + " to " + request.method() + " " + request.uri()
                        + " is not as /openapi describes it: " + faults + "\n" + seen));
            }
        }
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return http.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return http.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return http.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return http.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return http.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return http.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return http.authenticator();
    }

    @Override
    public Version version() {
        return http.version();
    }

    @Override
    public Optional<Executor> executor() {
        return http.executor();
    }
}
