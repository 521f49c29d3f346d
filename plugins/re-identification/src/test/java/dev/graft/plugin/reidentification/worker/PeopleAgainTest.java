// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import dev.graft.torchkit.data.ImageDecoder;
import dev.graft.torchkit.data.Sample;
import dev.graft.torchkit.fixture.WorkerJobs;
import dev.graft.torchkit.retrieval.CmcReport.Sightings;
import dev.graft.torchkit.retrieval.CmcReport;
import dev.graft.torchkit.retrieval.PairwiseDistances;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: trained on some people, it finds others again in the pictures of other cameras. */
@Tag("proof")
class PeopleAgainTest {

    private static final int LEARNT = 64;
    private static final int WANTED = 50;
    private static final int EPOCHS = 12;
    private static final String RANK_1 = "cmc_rank_1";

    @TempDir
    static Path folder;

    private static People people;
    private static Jobs jobs;
    private static WorkerJobs.Ended training;
    private static WorkerJobs.Ended plain;
    private static WorkerJobs.Ended export;

    @BeforeAll
    static void trainEvaluateExport() throws IOException {
        people = People.make(folder.resolve("people"), LEARNT, 2, WANTED);
        jobs = new Jobs(folder);
        ObjectNode train = Jobs.training(people, EPOCHS);
        train.withObject("/train").put("checkpoint_interval", EPOCHS / 2);
        training = succeeded(jobs.run("train", Action.TRAIN, train));
        plain = evaluate("plain", training.best().toString(), false);
        ObjectNode specs = Jobs.specs();
        specs.withObject("/export").put("checkpoint", training.best().toString());
        export = succeeded(jobs.run("export", Action.EXPORT, specs));
    }

    @Test
    void ninetyPercentOfPeopleAreFoundAtTheFirstRank() {
        assertThat(training.values(RANK_1)).hasSize(2).contains(plain.values(RANK_1).get(0));
        assertThat(plain.values(RANK_1).get(0)).isGreaterThanOrEqualTo(0.9);
        assertThat(plain.values("mAP").get(0)).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void theirPixelsAloneDoNotFindThem() throws IOException {
        PersonImages queries = images("sample_query");
        PersonImages gallery = images("sample_test");
        float[][] distances = PairwiseDistances.euclidean(pixels(queries), pixels(gallery));
        CmcReport report = CmcReport.of(
                distances, new Sightings(queries.people(), queries.cameras()), new Sightings(gallery.people(), gallery.cameras()), 1);
        assertThat(report.queries()).isEqualTo(WANTED * People.CAMERAS);
        assertThat(report.rank(1)).isLessThan(plain.values(RANK_1).get(0) - 0.2);
    }

    @Test
    void theFiguresAreThoseOfAnIndependentComputationOnTheSameEmbeddings() throws IOException {
        WorkerJobs.Ended inference = succeeded(jobs.run("inference", Action.INFERENCE, Jobs.search(people, training.best().toString(), "inference")));
        List<Seen> queries = new ArrayList<>();
        List<Seen> gallery = new ArrayList<>();
        for (JsonNode entry : inference.json("inference.json")) {
            Seen seen = Seen.of(entry);
            (seen.query() ? queries : gallery).add(seen);
        }
        assertThat(queries).hasSize(WANTED * People.CAMERAS);
        int first = 0;
        double precisions = 0;
        for (Seen query : queries) {
            List<Seen> ranked = gallery.stream()
                    .filter(seen -> seen.person() != query.person() || seen.camera() != query.camera())
                    .sorted(Comparator.comparingDouble(query::distance))
                    .toList();
            int[] hits = IntStream.range(0, ranked.size()).filter(i -> ranked.get(i).person() == query.person()).toArray();
            first += hits[0] == 0 ? 1 : 0;
            precisions += IntStream.range(0, hits.length).mapToDouble(i -> (i + 1.0) / (hits[i] + 1)).average().orElseThrow();
        }
        assertThat(plain.values(RANK_1).get(0)).isCloseTo(first / (double) queries.size(), within(1e-6));
        assertThat(plain.values("mAP").get(0)).isCloseTo(precisions / queries.size(), within(1e-6));
    }

    @Test
    void rankingOnceMoreFindsMore() throws IOException {
        WorkerJobs.Ended ranked = evaluate("ranked", training.best().toString(), true);
        assertThat(ranked.values("mAP").get(0)).isGreaterThan(plain.values("mAP").get(0));
        assertThat(ranked.json("results.json").get("re_ranking").asBoolean()).isTrue();
    }

    @Test
    void picturesShowTheCurveAndWhatWasFound() throws IOException {
        assertThat(plain.json("results.json").get("cmc")).hasSize(10);
        assertThat(ImageIO.read(plain.file("cmc_curve.png").toFile()).getWidth()).isGreaterThan(400);
        assertThat(ImageIO.read(plain.file("sampled_matches.png").toFile()).getHeight()).isGreaterThan(600);
    }

    @Test
    void theExportedFileDescribesItselfAndFindsTheSame() throws IOException {
        assertThat(export.message()).contains("ONNX Runtime and libtorch differ by at most");
        WorkerJobs.Ended exported = evaluate("onnx", export.file("model.onnx").toString(), false);
        assertThat(exported.values(RANK_1).get(0)).isCloseTo(plain.values(RANK_1).get(0), within(0.01));
        assertThat(exported.values("mAP").get(0)).isCloseTo(plain.values("mAP").get(0), within(1e-3));
    }

    /** An image and its embedding. */
    private record Seen(boolean query, int person, int camera, double[] embedding) {

        static Seen of(JsonNode entry) {
            Path file = Path.of(entry.get("img_path").asText());
            String[] name = file.getFileName().toString().split("_c|s1");
            double[] embedding = new double[entry.get("embedding").size()];
            for (int i = 0; i < embedding.length; i++) {
                embedding[i] = entry.get("embedding").get(i).asDouble();
            }
            return new Seen(
                    file.getParent().endsWith("sample_query"), Integer.parseInt(name[0]), Integer.parseInt(name[1]), embedding);
        }

        double distance(Seen other) {
            double sum = 0;
            for (int i = 0; i < embedding.length; i++) {
                sum += (embedding[i] - other.embedding[i]) * (embedding[i] - other.embedding[i]);
            }
            return sum;
        }
    }

    private static PersonImages images(String split) {
        return PersonImages.open(Optional.of(Path.of(people.folder(split))), split, split);
    }

    private static float[][] pixels(PersonImages images) throws IOException {
        List<float[]> rows = new ArrayList<>();
        for (Sample sample : images.folder().samples()) {
            byte[] rgb = new ImageDecoder().decode(sample.file()).rgb();
            float[] row = new float[rgb.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = rgb[i] & 0xff;
            }
            rows.add(row);
        }
        return rows.toArray(float[][]::new);
    }

    private static WorkerJobs.Ended evaluate(String name, String model, boolean again) throws IOException {
        ObjectNode specs = Jobs.search(people, model, "evaluate");
        specs.withObject("/re_ranking").put("re_ranking", again);
        return succeeded(jobs.run(name, Action.EVALUATE, specs));
    }

    private static WorkerJobs.Ended succeeded(WorkerJobs.Ended ended) {
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.SUCCESS);
        return ended;
    }
}
