// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import dev.graft.plugin.reidentification.worker.spec.RankingSpec;
import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.embedding.OpenEmbedder;
import dev.graft.torchkit.picture.Curve;
import dev.graft.torchkit.picture.CurvePicture;
import dev.graft.torchkit.picture.PictureFile;
import dev.graft.torchkit.retrieval.CmcReport;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Looks people up in a gallery and tells how many are found at which rank. */
final class EvaluateAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        RankingSpec ranking = RankingSpec.read(root.section("re_ranking"));
        Section evaluate = root.section("evaluate");
        evaluate.leave("results_dir", "gpu_id");
        Path checkpoint = Paths.required(evaluate, "checkpoint", "run the job after a Done train or export job (parent_job_id)");
        Path results = context.job().resultsDir();
        Path matches = evaluate.text("output_sampled_matches_plot").map(Path::of).orElse(results.resolve("sampled_matches.png"));
        Path curve = evaluate.text("output_cmc_curve_plot").map(Path::of).orElse(results.resolve("cmc_curve.png"));
        Optional<Path> query = evaluate.text("query_dataset").map(Path::of);
        Optional<Path> test = evaluate.text("test_dataset").map(Path::of);
        root.refuseUnknown();
        PersonImages queries = PersonImages.open(query, "/evaluate/query_dataset", "sample_query");
        PersonImages gallery = PersonImages.open(test, "/evaluate/test_dataset", "sample_test");
        Machine machine = Machine.of(context.job());
        UnreadableImages unreadable = new UnreadableImages();
        try (OpenEmbedder<ModelDescription> open = OpenEmbedder.open(checkpoint, specs::describe, machine)) {
            LoaderOptions options = LoaderOptions.evaluation(
                    specs.data().batchSize(), Math.min(specs.data().loaderThreads(), machine.cores()));
            Search search = new Search(
                    queries, gallery, new Search.Preparation(open.description().pipeline(), options, unreadable, context.stop()));
            Search.Found found = search.find(open.source(), ranking);
            ResultsFile.write(results.resolve(ResultsFile.NAME), found.report(), ranking, unreadable);
            PictureFile.write(curve, () -> CurvePicture.draw(List.of(panel(found.report()))));
            new SampledMatches(search, found, ranking).draw(matches);
            return tell(context, found.report(), unreadable);
        }
    }

    private static CurvePicture.Panel panel(CmcReport report) {
        Map<Integer, Double> points = new TreeMap<>();
        for (int rank = 1; rank <= report.cmc().size(); rank++) {
            points.put(rank, report.rank(rank));
        }
        return new CurvePicture.Panel("cumulative matching characteristics", List.of(new Curve("CMC", points)), "rank");
    }

    private static String tell(WorkerContext context, CmcReport report, UnreadableImages unreadable) {
        String message = String.format(
                        Locale.ROOT,
                        "Rank-1 %.4f and mAP %.4f for %d queries. %s",
                        report.rank(1),
                        report.meanAveragePrecision(),
                        report.queries(),
                        unreadable.summary())
                .strip();
        context.status().append(new StatusLine(
                LocalDateTime.now(),
                State.RUNNING,
                message,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Metrics.named(report).kpi(),
                Map.of(),
                Map.of(),
                OptionalDouble.of(report.rank(1))));
        return message;
    }
}
