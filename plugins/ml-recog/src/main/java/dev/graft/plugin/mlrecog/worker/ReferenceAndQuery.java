// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.data.ImageCache;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.embedding.EmbeddingSource;
import dev.graft.torchkit.embedding.EmbeddingTable;
import dev.graft.torchkit.worker.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Labelled images to recognise, and those that they are compared with.
 *
 * @param reference the images that are known
 * @param query the images to recognise, with the same class names
 * @param stop ends an evaluation early
 */
record ReferenceAndQuery(ImageBatches reference, ImageBatches query, StopSignal stop) {

    /**
     * Opens two folders of {@code <class>/<image>}. A class may be in one of them alone.
     *
     * @param cached whether decoded images are kept for the next time
     */
    static ReferenceAndQuery open(
            Path reference,
            Path query,
            Pipeline pipeline,
            LoaderOptions options,
            boolean cached,
            UnreadableImages unreadable,
            StopSignal stop) {
        List<String> classes = Stream.of(reference, query)
                .flatMap(folder -> ImageFolder.labelled(folder, List.of()).classes().stream())
                .distinct()
                .sorted()
                .toList();
        List<ImageBatches> batches = Stream.of(reference, query)
                .map(folder -> ImageFolder.labelled(folder, classes))
                .map(folder -> new ImageBatches(folder, pipeline, options, cache(folder, cached), unreadable))
                .toList();
        return new ReferenceAndQuery(batches.get(0), batches.get(1), stop);
    }

    static ImageCache cache(ImageFolder folder, boolean kept) {
        return kept ? ImageCache.withinHeap(folder.samples().size()) : new ImageCache(folder.samples().size(), 0);
    }

    /**
     * A folder that has to be given and to exist.
     *
     * @param pointer where it stands in the specs
     * @param content what the dataset has to have there
     * @throws GraftException if it is not
     */
    static Path required(Optional<Path> folder, String pointer, String content) {
        Path given = folder.orElseThrow(() -> new GraftException(
                StandardError.INVALID_SPECS, pointer + " is not given; assign a train dataset with " + content + " to the experiment"));
        if (!Files.exists(given)) {
            throw new GraftException(StandardError.INVALID_SPECS, pointer + " is " + given + ", which does not exist");
        }
        return given;
    }

    /** Measures a network on these images. */
    RecognitionReport evaluate(EmbeddingSource source, int topK) {
        EmbeddingTable references = EmbeddingTable.of(source, reference, stop);
        EmbeddingTable queries = EmbeddingTable.of(source, query, stop);
        return RecognitionReport.of(reference.folder().classes(), references, queries, topK);
    }
}
