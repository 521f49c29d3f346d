// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.fault.InvalidRequest;
import dev.graft.web.contract.BodyRule;
import dev.graft.web.contract.Contract;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Reads request bodies as JSON objects and checks them against the contract's model of the operation. The Content-Type does not
 * matter: clients of the original send none.
 */
@Provider
@Consumes(MediaType.WILDCARD)
public class JsonBodyReader implements MessageBodyReader<ObjectNode> {

    @Inject
    private Contract contract;

    @Context
    private ResourceInfo resource;

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == ObjectNode.class;
    }

    @Override
    public ObjectNode readFrom(
            Class<ObjectNode> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream in)
            throws IOException {
        BodyRule rule = contract.operation(resource.getResourceMethod()).body();
        return rule.check(parse(in));
    }

    private static JsonNode parse(InputStream in) throws IOException {
        try {
            return Json.read(in);
        } catch (JsonProcessingException notJson) {
            throw InvalidRequest.at("", explain(notJson));
        }
    }

    private static String explain(JsonProcessingException notJson) {
        JsonLocation at = notJson.getLocation();
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return "the body is no JSON" + where + ": " + notJson.getOriginalMessage();
    }
}
