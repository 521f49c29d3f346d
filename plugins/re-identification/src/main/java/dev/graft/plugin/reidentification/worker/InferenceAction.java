// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import dev.graft.plugin.reidentification.worker.spec.RankingSpec;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.embedding.EmbeddingTable;
import dev.graft.torchkit.embedding.OpenEmbedder;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Writes the embeddings of the query and test images. */
final class InferenceAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        RankingSpec.read(root.section("re_ranking"));
        Section inference = root.section("inference");
        inference.leave("results_dir", "gpu_id");
        Path checkpoint = Paths.required(inference, "checkpoint", "run the job after a Done train or export job (parent_job_id)");
        Path file = inference.text("output_file").map(Path::of).orElse(context.job().resultsDir().resolve(EmbeddingsFile.NAME));
        Optional<Path> query = inference.text("query_dataset").map(Path::of);
        Optional<Path> test = inference.text("test_dataset").map(Path::of);
        root.refuseUnknown();
        PersonImages queries = PersonImages.open(query, "/inference/query_dataset", "sample_query");
        PersonImages gallery = PersonImages.open(test, "/inference/test_dataset", "sample_test");
        Machine machine = Machine.of(context.job());
        UnreadableImages unreadable = new UnreadableImages();
        try (OpenEmbedder<ModelDescription> open = OpenEmbedder.open(checkpoint, specs::describe, machine);
                EmbeddingsFile out = new EmbeddingsFile(file)) {
            LoaderOptions options = LoaderOptions.evaluation(
                    specs.data().batchSize(), Math.min(specs.data().loaderThreads(), machine.cores()));
            Search.Preparation preparation =
                    new Search.Preparation(open.description().pipeline(), options, unreadable, context.stop());
            int count = 0;
            for (PersonImages images : new PersonImages[] {queries, gallery}) {
                EmbeddingTable table = preparation.embeddings(open.source(), images);
                out.add(images, table);
                count += table.rows().length;
            }
            return ("Wrote the embeddings of " + count + " images into " + file.getFileName() + ". " + unreadable.summary()).strip();
        }
    }
}
