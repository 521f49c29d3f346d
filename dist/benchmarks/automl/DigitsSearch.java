// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Does a search find better specs than the defaults? See README.md; {@code digits.sh} starts it. */
public final class DigitsSearch {

    private static final String DECAY = "train.train_config.optimizer.weight_decay";
    private static final String FLIP = "dataset.data.train.pipeline.1.prob";

    private DigitsSearch() {}

    /** Arguments: those of {@link LiveServer}. */
    public static void main(String[] arguments) {
        try (LiveServer live = new LiveServer(arguments)) {
            search(live);
        }
    }

    private static void search(LiveServer live) {
        String experiment = live.experiment(150, 50);
        live.settings(experiment, "bayesian", 12, 2, List.of(LiveServer.RATE, FLIP));
        ObjectNode specs = LiveServer.specs(4, "RandomResizedCrop", 64);
        ((ObjectNode) specs.at("/train/train_config/optimizer")).put("type", "AdamW").put("lr", 0.001).put("weight_decay", 0.05);
        JobRef search = live.submit(experiment, "train", specs, Optional.empty());
        JobView ended = live.end(search);
        JsonNode details = live.details(search);
        LiveServer.trials(details).forEach(trial -> System.out.printf(
                Locale.ROOT,
                "trial %2d  accuracy %6.2f %%  lr %.3g  weight decay %.3g  flip %.2f%s%n",
                trial.path("number").asInt(),
                100 * trial.path("value").asDouble(Double.NaN),
                trial.path("parameters").path(LiveServer.RATE).asDouble(),
                trial.path("parameters").path(DECAY).asDouble(),
                trial.path("parameters").path(FLIP).asDouble(),
                trial.path("stopped_early").asBoolean() ? "  stopped early" : ""));
        double[] values = LiveServer.scores(details).sorted().toArray();
        double best = values[values.length - 1];
        double middle = (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
        double usual = details.at("/trials/0/value").asDouble();
        System.out.printf(Locale.ROOT, "search %s: best %.2f %%, median %.2f %%, the defaults' trial %.2f %%%n",
                ended.status(), 100 * best, 100 * middle, 100 * usual);
        LiveServer.require(
                ended.done() && best >= middle + 0.02 && best >= usual,
                "the best is 2 points above the median and not below the defaults");
        ObjectNode model = JsonNodeFactory.instance.objectNode();
        model.putObject("model").putObject("backbone").put("type", "resnet_18");
        JobView evaluation = live.end(live.submit(experiment, "evaluate", model, Optional.of(search.jobId())));
        double evaluated = evaluation.last("accuracy_top-1").orElse(Double.NaN);
        System.out.printf(Locale.ROOT, "evaluate %s: %.2f %%%n", evaluation.status(), 100 * evaluated);
        LiveServer.require(evaluation.done() && Math.abs(evaluated - best) < 1e-6, "evaluate gives the best trial's accuracy");
        ObjectNode export = model.deepCopy();
        export.putObject("export").put("input_width", 32).put("input_height", 32).put("verify", true);
        JobView exported = live.end(live.submit(experiment, "export", export, Optional.of(search.jobId())));
        System.out.println("export " + exported.status());
        LiveServer.require(exported.done(), "export runs from the best model");
    }
}
