// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/**
 * Values as JSON text, for converters to delegate to: EclipseLink finds the types of a converter only if the class itself implements
 * {@link jakarta.persistence.AttributeConverter}. Fields that a newer version of Graft has written are ignored.
 *
 * @param <T> the value's type
 */
public final class JsonText<T> {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Class<T> type;

    public JsonText(Class<T> type) {
        this.type = type;
    }

    /** The value as text; {@code null} for {@code null}. */
    public String write(T value) {
        try {
            return value == null ? null : JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a " + type.getSimpleName() + " cannot be written as JSON", e);
        }
    }

    /** The value of a text; {@code null} for {@code null}. */
    public T read(String text) {
        try {
            return text == null ? null : JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a stored " + type.getSimpleName() + " cannot be read", e);
        }
    }
}
