// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Predictions as comma-separated values (RFC 4180) without a heading, as TAO's: path, class, confidence. */
final class PredictionTable implements AutoCloseable {

    private final BufferedWriter writer;

    PredictionTable(Path file) throws IOException {
        writer = Files.newBufferedWriter(file);
    }

    void add(Prediction prediction) throws IOException {
        writer.write(quoted(prediction.file().toString()) + "," + quoted(prediction.label()) + ","
                + String.format(Locale.ROOT, "%.6f", prediction.confidence()));
        writer.newLine();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static String quoted(String text) {
        return text.matches("(?s).*[,\"\\r\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
