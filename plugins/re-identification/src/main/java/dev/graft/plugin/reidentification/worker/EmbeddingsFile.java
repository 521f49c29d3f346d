// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.torchkit.embedding.EmbeddingTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code inference.json} as TAO writes it: a list with the path and the embedding of each image, here of length 1. */
final class EmbeddingsFile implements AutoCloseable {

    /** Default name of the file. */
    static final String NAME = "inference.json";

    private final JsonGenerator json;

    EmbeddingsFile(Path file) throws IOException {
        json = new JsonMapper().getFactory().createGenerator(Files.newBufferedWriter(file));
        json.writeStartArray();
    }

    void add(PersonImages images, EmbeddingTable table) throws IOException {
        for (int row = 0; row < table.rows().length; row++) {
            json.writeStartObject();
            json.writeStringField("img_path", images.folder().samples().get(table.samples()[row]).file().toString());
            json.writeArrayFieldStart("embedding");
            for (float value : table.rows()[row]) {
                json.writeNumber(value);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    @Override
    public void close() throws IOException {
        json.writeEndArray();
        json.close();
    }
}
