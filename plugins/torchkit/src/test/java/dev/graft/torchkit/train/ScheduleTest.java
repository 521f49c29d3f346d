// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void theCosineStartsAtTheBaseAndEndsAtItsLeast() {
        LearningRate cosine = new LearningRate.Cosine(0.01);
        assertThat(cosine.at(0.1, 0, 10)).isEqualTo(0.1, EXACT);
        assertThat(cosine.at(0.1, 5, 10)).isEqualTo(0.055, EXACT);
        assertThat(cosine.at(0.1, 10, 10)).isEqualTo(0.01, EXACT);
        assertThat(cosine.at(0.001, 5, 10)).as("never above the base").isEqualTo(0.001, EXACT);
    }

    @Test
    void stepsMultiplyByGammaAtEachMilestone() {
        LearningRate step = new LearningRate.Step(List.of(3.0, 6.0), 0.1, 0.005);
        assertThat(step.at(1, 2, 10)).isEqualTo(1, EXACT);
        assertThat(step.at(1, 3, 10)).isEqualTo(0.1, EXACT);
        assertThat(step.at(1, 7, 10)).isEqualTo(0.01, EXACT);
        assertThat(step.at(0.1, 7, 10)).as("its floor").isEqualTo(0.005, EXACT);
    }

    @Test
    void polyFallsAlongAPower() {
        assertThat(new LearningRate.Poly(2, 0).at(1, 5, 10)).isEqualTo(0.25, EXACT);
        assertThat(new LearningRate.Poly(1, 0.2).at(1, 5, 10)).isEqualTo(0.6, EXACT);
    }

    @Test
    void aPolicyWarmsUpInItsOwnCount() {
        LearningRate.Step step = new LearningRate.Step(List.of(4.0), 0.1, 0);
        LearningRate linear = new LearningRate.WarmedUp(step, new WarmUp(WarmUp.Kind.LINEAR, 4, 0.2));
        assertThat(linear.at(1, 0, 10)).isEqualTo(0.2, EXACT);
        assertThat(linear.at(1, 2, 10)).isEqualTo(0.6, EXACT);
        assertThat(linear.at(1, 4, 10)).isEqualTo(0.1, EXACT);
        LearningRate constant = new LearningRate.WarmedUp(step, new WarmUp(WarmUp.Kind.CONSTANT, 2, 0.2));
        assertThat(constant.at(1, 1, 10)).isEqualTo(0.2, EXACT);
        assertThat(constant.at(1, 2, 10)).isEqualTo(1, EXACT);
    }

    @Test
    void softStartsRiseAlongALine() {
        LearningRate cosine = new LearningRate.SoftStartCosine(0.2, 0.1);
        assertThat(cosine.at(1, 0, 10)).isEqualTo(0.1, EXACT);
        assertThat(cosine.at(1, 1, 10)).isEqualTo(0.55, EXACT);
        assertThat(cosine.at(1, 2, 10)).isEqualTo(1, EXACT);
        assertThat(cosine.at(1, 6, 10)).isEqualTo(0.55, EXACT);
        assertThat(cosine.at(1, 10, 10)).isEqualTo(0.1, EXACT);
        LearningRate annealing = new LearningRate.SoftStartAnnealing(0.2, List.of(0.5, 0.8), 10);
        assertThat(annealing.at(1, 1, 10)).isEqualTo(0.5, EXACT);
        assertThat(annealing.at(1, 5, 10)).isEqualTo(1, EXACT);
        assertThat(annealing.at(1, 6, 10)).isEqualTo(0.1, EXACT);
        assertThat(annealing.at(1, 9, 10)).isEqualTo(0.01, EXACT);
    }

    @Test
    void percentStepsAndDecayAreThoseOfKeras() {
        LearningRate steps = new LearningRate.PercentSteps(0.5, 10);
        assertThat(steps.at(1, 9, 100)).isEqualTo(1, EXACT);
        assertThat(steps.at(1, 10, 100)).isEqualTo(0.5, EXACT);
        assertThat(steps.at(1, 35, 100)).isEqualTo(0.125, EXACT);
        assertThat(new LearningRate.Decayed(new LearningRate.Fixed(), 0.1).at(1, 10, 100)).isEqualTo(0.5, EXACT);
    }

    @Test
    void byEpochTheRateStaysForAWholeEpoch() {
        Schedule byEpoch = new Schedule(1, new LearningRate.Poly(1, 0), true, WarmUp.NONE);
        assertThat(byEpoch.at(0, 4, 2)).isEqualTo(1, EXACT);
        assertThat(byEpoch.at(3, 4, 2)).isEqualTo(1, EXACT);
        assertThat(byEpoch.at(4, 4, 2)).isEqualTo(0.5, EXACT);
        Schedule byStep = new Schedule(1, new LearningRate.Poly(1, 0), false, WarmUp.NONE);
        assertThat(byStep.at(3, 4, 2)).isEqualTo(1 - 3.0 / 8, EXACT);
    }

    @Test
    void warmUpRisesFromItsRatioToOne() {
        WarmUp linear = new WarmUp(WarmUp.Kind.LINEAR, 10, 0.1);
        assertThat(linear.factor(0)).isEqualTo(0.1, EXACT);
        assertThat(linear.factor(5)).isEqualTo(0.55, EXACT);
        assertThat(linear.factor(10)).isEqualTo(1, EXACT);
        assertThat(new WarmUp(WarmUp.Kind.CONSTANT, 10, 0.1).factor(9)).isEqualTo(0.1, EXACT);
        assertThat(new WarmUp(WarmUp.Kind.EXP, 10, 0.01).factor(5)).isEqualTo(0.1, EXACT);
        assertThat(WarmUp.NONE.factor(0)).isEqualTo(1);
    }
}
