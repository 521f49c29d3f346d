// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.fault.InvalidRequest;
import dev.graft.idempotency.Answer;
import dev.graft.idempotency.IdempotentRequests;
import dev.graft.idempotency.RequestKey;
import dev.graft.web.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header): a request that is sent again with its key gets its first
 * answer again, marked {@code Idempotency-Replayed}, and does nothing. The key of another request is refused with 422.
 */
@ApplicationScoped
public class RepeatedRequests {

    /** The request header. */
    public static final String KEY_HEADER = "Idempotency-Key";

    private static final String REPLAYED_HEADER = "Idempotency-Replayed";

    /** Visible characters of ASCII, as a client's UUID or the text of a structured field has them. */
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private static final ObjectMapper SORTED = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final IdempotentRequests requests;

    /** For the container's proxy. */
    protected RepeatedRequests() {
        this(null);
    }

    @Inject
    public RepeatedRequests(IdempotentRequests requests) {
        this.requests = requests;
    }

    /**
     * The response to a request that creates something.
     *
     * @param key the header as it was sent, null if it was not: then the request is carried out
     * @param org the organisation in which the key is unique
     * @param target method and path
     * @param body the checked body; the order of its fields does not matter
     * @param work carries the request out
     * @throws InvalidRequest if the key is none
     */
    public Response once(String key, String org, String target, ObjectNode body, Supplier<Response> work) {
        if (key == null) {
            return work.get();
        }
        RequestKey request = RequestKey.of(org, unquoted(key), asked(target, body));
        return response(requests.once(request, () -> answer(work.get())));
    }

    private static String unquoted(String header) {
        String text = header.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        String key = quoted ? text.substring(1, text.length() - 1) : text;
        if (!KEY.matcher(key).matches()) {
            throw InvalidRequest.at("", KEY_HEADER + " is no key: send 1 to 255 visible ASCII characters, for example a UUID");
        }
        return key;
    }

    private static byte[] asked(String target, ObjectNode body) {
        try {
            String canonical = SORTED.writeValueAsString(SORTED.treeToValue(body, Object.class));
            return (target + "\n" + canonical).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot fail to be written", e);
        }
    }

    private static Answer answer(Response response) {
        try {
            String body = new String(Json.write(response.getEntity()), StandardCharsets.UTF_8);
            return Answer.first(response.getStatus(), Optional.ofNullable(response.getEntityTag()).map(EntityTag::getValue), body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a representation cannot fail to be written", e);
        }
    }

    private static Response response(Answer answer) {
        Response.ResponseBuilder response = Response.status(answer.status()).entity(json(answer.body()));
        answer.etag().ifPresent(tag -> response.tag(new EntityTag(tag)));
        return (answer.repeated() ? response.header(REPLAYED_HEADER, "true") : response).build();
    }

    private static JsonNode json(String body) {
        try {
            return Json.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("a stored answer is not readable", e);
        }
    }
}
