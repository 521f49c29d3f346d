// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads a COCO file element by element, because such files have gigabytes at times. Numbers are exact. */
public final class CocoScan {

    /** Keeps the digits of a fraction as they are written. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** The lists of a COCO file. */
    public static final List<String> LISTS = List.of("images", "annotations", "categories");

    private CocoScan() {}

    /** Takes what is in a file, in its order. */
    public interface Visitor {

        /** An element of one of the {@link #LISTS}. */
        void element(String list, JsonNode element) throws IOException;

        /** Another field, such as {@code info}. */
        default void other(String name, JsonNode value) throws IOException {}
    }

    /**
     * Reads a file.
     *
     * @throws GraftException INVALID_DATASET if it is no COCO file
     */
    public static void scan(Path file, Visitor visitor) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw invalid(file, "is expected to hold a JSON object with images, annotations and categories");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                boolean list = parser.nextToken() == JsonToken.START_ARRAY && LISTS.contains(name);
                if (!list) {
                    if (LISTS.contains(name)) {
                        throw invalid(file, "has no list in its field " + name);
                    }
                    visitor.other(name, JSON.readTree(parser));
                    continue;
                }
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    visitor.element(name, JSON.readTree(parser));
                }
            }
        } catch (JsonProcessingException e) {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    file.getFileName() + " is no valid JSON: " + e.getOriginalMessage() + " (line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + "); mend it and upload it again",
                    e);
        }
    }

    private static GraftException invalid(Path file, String problem) {
        return new GraftException(StandardError.INVALID_DATASET, file.getFileName() + " " + problem);
    }
}
