// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.embedding.EmbeddingTable;
import dev.graft.torchkit.embedding.OpenEmbedder;
import dev.graft.torchkit.retrieval.PairwiseDistances;
import dev.graft.torchkit.spec.Engines;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Names the classes of the nearest references of new images. */
final class InferenceAction implements WorkerAction {

    private static final Set<String> FOLDERS = Set.of("classification_folder", "image_folder");

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        Section inference = root.section("inference");
        inference.leave("results_dir", "gpu_id");
        Path model = Engines.modelOf(inference);
        int batchSize = inference.integer("batch_size", 1, 1);
        int topK = inference.integer("topk", 1, 1);
        Path input = input(inference);
        root.refuseUnknown();
        Path reference =
                ReferenceAndQuery.required(specs.data().reference(), "/dataset/val_dataset/reference", "unknown_classes/reference");
        Machine machine = Machine.of(context.job());
        UnreadableImages unreadable = new UnreadableImages();
        try (OpenEmbedder<ModelDescription> open = OpenEmbedder.open(model, specs::describe, machine)) {
            LoaderOptions options =
                    LoaderOptions.evaluation(batchSize, Math.min(specs.data().loaderThreads(), machine.cores()));
            ImageFolder references = ImageFolder.labelled(reference, List.of());
            ImageFolder queries = ImageFolder.unlabelled(input, references.classes());
            EmbeddingTable known = embeddings(context, open, references, options, unreadable);
            EmbeddingTable found = embeddings(context, open, queries, options, unreadable);
            NearestReferences nearest = new NearestReferences(
                    queries, found, references, known, PairwiseDistances.euclidean(found.rows(), known.rows()));
            Path results = context.job().resultsDir();
            NeighbourTable.write(results.resolve(NeighbourTable.NAME), nearest, topK);
            nearest.draw(results.resolve(EvaluateAction.MATCHES));
            return ("Compared " + found.rows().length + " images with " + known.rows().length + " references of "
                            + references.classes().size() + " classes; the nearest are in " + NeighbourTable.NAME + ". "
                            + unreadable.summary())
                    .strip();
        }
    }

    private static EmbeddingTable embeddings(
            WorkerContext context,
            OpenEmbedder<ModelDescription> open,
            ImageFolder images,
            LoaderOptions options,
            UnreadableImages unreadable) {
        Pipeline pipeline = open.description().pipeline();
        ImageBatches batches = new ImageBatches(images, pipeline, options, ReferenceAndQuery.cache(images, false), unreadable);
        return EmbeddingTable.of(open.source(), batches, context.stop());
    }

    private static Path input(Section inference) {
        String type = inference.text("inference_input_type", "classification_folder");
        Path input = ReferenceAndQuery.required(inference.text("input_path").map(Path::of), "/inference/input_path", "unknown_classes/test");
        boolean folder = FOLDERS.contains(type);
        if (!folder && !type.equals("image")) {
            throw inference.fault(
                    "inference_input_type", "is '" + type + "'; allowed are classification_folder, image_folder and image");
        }
        if (folder != Files.isDirectory(input)) {
            throw inference.fault(
                    "inference_input_type", "is '" + type + "', but the input is a " + (folder ? "file" : "folder"));
        }
        return input;
    }
}
