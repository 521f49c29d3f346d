// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One file at an http(s) address. Read by Java and not by OpenDAL, whose client follows redirects to wherever they lead: here every
 * address on the way is checked before it is asked.
 */
final class HttpSource implements CloudSource {

    private static final int MOST_REDIRECTS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();
    private final URI address;
    private final Optional<String> token;
    private final ImportRules rules;

    /** @param token sent as bearer token to the address itself, not to where it redirects; secret */
    HttpSource(URI address, Optional<String> token, ImportRules rules) throws CloudFault {
        rules.check(address);
        this.address = address;
        this.token = token;
        this.rules = rules;
    }

    @Override
    public void list(Listing listing) throws IOException {
        HttpResponse<InputStream> response = get(0, Optional.empty());
        response.body().close();
        listing.found(new RemoteFile(fileName(), response.headers().firstValueAsLong("Content-Length"), version(response)));
    }

    private String fileName() {
        String path = Optional.ofNullable(address.getPath()).orElse("");
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.isBlank() || name.equals("..") || name.equals(".") ? "file" : name;
    }

    private static Optional<String> version(HttpResponse<?> response) {
        return response.headers().firstValue("ETag").or(() -> response.headers().firstValue("Last-Modified"));
    }

    @Override
    public InputStream open(RemoteFile file, long offset) throws IOException {
        HttpResponse<InputStream> response = get(offset, file.version());
        if (!version(response).equals(file.version())) {
            response.body().close();
            throw new CloudFault(CloudFault.Cause.CHANGED, "The file changed while it was read.");
        }
        if (offset > 0 && response.statusCode() == 200) {
            // The server does not know ranges.
            response.body().skipNBytes(offset);
        }
        return response.body();
    }

    private HttpResponse<InputStream> get(long offset, Optional<String> version) throws IOException {
        URI next = address;
        for (int step = 0; step <= MOST_REDIRECTS; step++) {
            rules.check(next);
            HttpResponse<InputStream> response = send(request(next, offset, version));
            if (!REDIRECTS.contains(response.statusCode())) {
                return accepted(response);
            }
            response.body().close();
            Optional<String> location = response.headers().firstValue("Location");
            next = next.resolve(location(location.orElse("")));
        }
        throw new CloudFault(CloudFault.Cause.MISCONFIGURED, "The address redirects more than " + MOST_REDIRECTS + " times.");
    }

    private static URI location(String text) throws CloudFault {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new CloudFault(CloudFault.Cause.MISCONFIGURED, "The address redirects to what is no address.", e);
        }
    }

    private HttpRequest request(URI to, long offset, Optional<String> version) {
        HttpRequest.Builder request = HttpRequest.newBuilder(to).timeout(TIMEOUT).header("Accept-Encoding", "identity").GET();
        if (to.equals(address)) {
            token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        }
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
            version.ifPresent(seen -> request.header("If-Range", seen));
        }
        return request.build();
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws CloudFault {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new CloudFault(
                    CloudFault.Cause.UNREACHABLE, "The host '" + request.uri().getHost() + "' could not be reached.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudFault(CloudFault.Cause.UNREACHABLE, "The server is stopping.", e);
        }
    }

    private static HttpResponse<InputStream> accepted(HttpResponse<InputStream> response) throws IOException {
        int status = response.statusCode();
        if (status == 200 || status == 206) {
            return response;
        }
        response.body().close();
        String answer = "The address answers with HTTP status " + status + ".";
        throw new CloudFault(
                switch (status) {
                    case 401, 403 -> CloudFault.Cause.DENIED;
                    case 404, 410 -> CloudFault.Cause.MISSING;
                    case 416 -> CloudFault.Cause.CHANGED;
                    case 408, 425, 429, 503 -> CloudFault.Cause.BUSY;
                    default -> status >= 500 ? CloudFault.Cause.UNREACHABLE : CloudFault.Cause.MISCONFIGURED;
                },
                answer);
    }

    /** Nothing is held open between requests. */
    @Override
    public void close() {}
}
