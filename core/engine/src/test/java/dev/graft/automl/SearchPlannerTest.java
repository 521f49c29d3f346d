// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.automl.search.Proposal;
import dev.graft.automl.space.Dimension;
import dev.graft.automl.space.IntegerDimension;
import dev.graft.automl.space.RealDimension;
import dev.graft.experiment.AutoMlSettings;
import dev.graft.experiment.AutoMlSettings.Algorithm;
import dev.graft.fault.InvalidRequest;
import dev.graft.job.Job;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPlannerTest {

    @TempDir
    private Path data;

    @Test
    void withoutTheSwitchATrainingStaysATraining() {
        AutoMlSettings off = new Given().enabled(false).settings();
        SearchRig rig = rig(off, "");

        assertThat(rig.begin().isSearch()).isFalse();
    }

    @Test
    void theMarkedParametersAreSearchedWithoutTheRemovedAndWithTheAddedOnes() {
        assertThat(searched(new Given())).containsExactly("train.rate");
        assertThat(searched(new Given().added("[\"train.size\", \"train.decay\"]"))).containsExactly(
                "train.rate", "train.decay", "train.size");
        assertThat(searched(new Given().added("[\"train.size\"]").removed("[\"train.rate\"]"))).containsExactly("train.size");
    }

    @Test
    void aLockedParameterNeedsTheOverride() {
        Given locked = new Given().added("[\"train.seed\"]");

        assertThatThrownBy(() -> begin(locked, ""))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("/automl_settings/automl_add_hyperparameters")
                .hasMessageContaining("train.seed")
                .hasMessageContaining("override_automl_disabled_params");
        assertThat(searched(locked.override())).contains("train.seed");
    }

    @Test
    void aNumberInsideAListIsSearchedWithTheOverrideOfItsList() {
        Given probability = new Given().added("[\"train.pipeline.1.prob\"]");

        assertThatThrownBy(() -> begin(probability, ""))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("train.pipeline.1.prob is not meant to be searched")
                .hasMessageContaining("override_automl_disabled_params");
        SearchPlan plan = plan(probability.override(), "");
        assertThat(plan.space().dimensions()).contains(new RealDimension("train.pipeline.1.prob", 0, 1, false));
        assertThat(plan.defaults().get("train.pipeline.1.prob")).isEqualTo(DoubleNode.valueOf(0.5));
    }

    @Test
    void aSizeInsideAListIsSearchedAroundItselfAndASwitchBothWays() {
        Given inList = new Given().added("[\"train.pipeline.0.scale\", \"train.pipeline.1.both\"]").override();

        assertThat(plan(inList, "").space().dimensions())
                .contains(IntegerDimension.of("train.pipeline.0.scale", 8, 128, 1))
                .anySatisfy(dimension -> assertThat(dimension.name()).isEqualTo("train.pipeline.1.both"));
    }

    @Test
    void aTrialsListDiffersFromTheSearchsInTheDrawnElementAlone() {
        SearchRig rig = rig(new Given().added("[\"train.pipeline.1.prob\"]").override().settings(), "");
        Job search = rig.begin();
        SearchPlan plan = rig.searches.find(search.id()).orElseThrow().plan();
        Map<String, JsonNode> values = plan.space().decode(new double[] {0.5, 0.25});

        ObjectNode specs = SearchSteps.specsOf(search, plan, new Proposal(
                1, values, OptionalInt.empty(), OptionalInt.empty(), new Proposal.Rung(0, 0)));

        assertThat(specs.at("/train/pipeline/1/prob").doubleValue()).isEqualTo(0.25);
        assertThat(specs.at("/train/pipeline/1/type").asText()).isEqualTo("RandomFlip");
        assertThat(specs.at("/train/pipeline/0")).isEqualTo(search.specs().at("/train/pipeline/0"));
        assertThat(search.specs().at("/train/pipeline/1/prob").doubleValue()).isEqualTo(0.5);
    }

    @Test
    void whatNoListHasOrCannotBeDrawnIsUnknown() {
        Given wrong = new Given()
                .added("[\"train.pipeline.7.prob\", \"train.pipeline.1.type\", \"train.pipeline.one.prob\", \"train.hooks.1.prob\"]")
                .override();

        assertThatThrownBy(() -> begin(wrong, ""))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("'train.pipeline.7.prob'")
                .hasMessageContaining("'train.pipeline.1.type'")
                .hasMessageContaining("'train.pipeline.one.prob'")
                .hasMessageContaining("'train.hooks.1.prob'");
    }

    @Test
    void namesThatCannotBeSearchedAreAllToldAtOnce() {
        Given wrong = new Given().added("[\"train.rat\", \"train.kind\", \"train.epochs\"]").removed("[\"nothing\"]");

        assertThatThrownBy(() -> begin(wrong, "mAP"))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("'train.rat'")
                .hasMessageContaining("train.kind has no options")
                .hasMessageContaining("train.epochs says how long to train")
                .hasMessageContaining("/automl_settings/automl_remove_hyperparameters: the train specs have no parameter 'nothing'")
                .hasMessageContaining("/metric: no training of this network reports 'mAP'; choose kpi (its key metric), accuracy or loss");
    }

    @Test
    void nothingToSearchIsRefused() {
        assertThatThrownBy(() -> begin(new Given().removed("[\"train.rate\"]"), ""))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("nothing to search");
    }

    @Test
    void whatCannotBeTrainedInPartsIsRefusedForRungs() {
        Given flip = new Given().added("[\"train.flip\"]");

        assertThat(searched(flip)).contains("train.flip");
        assertThatThrownBy(() -> begin(flip.algorithm(Algorithm.HYPERBAND), ""))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("hyperband cannot search train.flip");
    }

    @Test
    void kpiStandsForTheKeyMetricAndLossGoesDown() {
        assertThat(plan(new Given(), "kpi").metric().name()).isEqualTo("accuracy");
        assertThat(plan(new Given(), "").metric().isBetter(0.9, 0.8)).isTrue();
        assertThat(plan(new Given(), "loss").metric().isBetter(0.9, 0.8)).isFalse();
    }

    @Test
    void aRateFromZeroIsSearchedOverDecadesAndBoundsHoldInEveryDraw() {
        SearchPlan plan = plan(new Given().added("[\"train.decay\", \"train.size\"]"), "");
        for (double unit : new double[] {0, 0.3, 0.99}) {
            Map<String, JsonNode> values = plan.space().decode(new double[] {unit, 0.8, unit});
            double rate = values.get("train.rate").doubleValue();
            assertThat(rate).isBetween(1e-6, 1.0);
            assertThat(values.get("train.decay").doubleValue()).isLessThanOrEqualTo(rate);
            assertThat(values.get("train.size").longValue() % 32).isZero();
            assertThat(values.get("train.size").longValue()).isBetween(32L, 192L);
        }
        assertThat(plan.space().decode(new double[] {0.5, 0, 0}).get("train.rate").doubleValue()).isBetween(0.9e-3, 1.1e-3);
    }

    @Test
    void aStoredPlanComesBackAsItWas() {
        SearchPlan plan = plan(new Given().added("[\"train.decay\", \"train.size\", \"train.flip\"]"), "loss");

        SearchPlan read = SearchPlan.of(plan.toJson());

        assertThat(read.space()).isEqualTo(plan.space());
        assertThat(read.settings()).isEqualTo(plan.settings());
        assertThat(read.length()).isEqualTo(plan.length());
        assertThat(read.seed()).isEqualTo(plan.seed());
        assertThat(read.space().encode(read.defaults())).isEqualTo(plan.space().encode(plan.defaults()));
    }

    @Test
    void theDefaultsAreThoseOfTheApi() {
        SearchSettings settings = SearchSettings.of(AutoMlSettings.none());

        assertThat(settings).isEqualTo(new SearchSettings(Algorithm.BAYESIAN, 20, Integer.MAX_VALUE, true, 27, 3, 1, false));
    }

    private Iterable<String> searched(Given given) {
        return plan(given, "").space().dimensions().stream().map(Dimension::name).toList();
    }

    private SearchPlan plan(Given given, String metric) {
        SearchRig rig = rig(given.settings(), metric);
        Job job = rig.begin();
        return rig.searches.find(job.id()).orElseThrow().plan();
    }

    private Job begin(Given given, String metric) {
        return rig(given.settings(), metric).begin();
    }

    private SearchRig rig(AutoMlSettings settings, String metric) {
        return new SearchRig(data, settings, metric, 1, SearchRig::accuracy);
    }

    /** Settings of a search, each changed by itself. */
    private record Given(boolean on, Algorithm algorithm, Optional<String> add, Optional<String> remove, boolean overridden) {

        Given() {
            this(true, Algorithm.BAYESIAN, Optional.empty(), Optional.empty(), false);
        }

        Given enabled(boolean enabled) {
            return new Given(enabled, algorithm, add, remove, overridden);
        }

        Given algorithm(Algorithm other) {
            return new Given(on, other, add, remove, overridden);
        }

        Given added(String list) {
            return new Given(on, algorithm, Optional.of(list), remove, overridden);
        }

        Given removed(String list) {
            return new Given(on, algorithm, add, Optional.of(list), overridden);
        }

        Given override() {
            return new Given(on, algorithm, add, remove, true);
        }

        AutoMlSettings settings() {
            return new AutoMlSettings(
                    Optional.of(on),
                    Optional.of(algorithm),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    add,
                    remove,
                    Optional.of(overridden));
        }
    }
}
