// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.error.GraftException;
import dev.graft.torchkit.spec.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineReaderTest {

    private static final ImageSize SIZE = new ImageSize(224, 224);

    @Test
    void namesOfBothVersionsOfMmclsAreRead() {
        Pipeline old = read("[{'type':'RandomResizedCrop','size':224},{'type':'RandomFlip','flip_prob':0.3,'direction':'vertical'}]");
        Pipeline recent = read("[{'type':'RandomResizedCrop','scale':224},{'type':'RandomFlip','prob':0.3,'direction':'vertical'}]");
        assertThat(old).isEqualTo(recent);
        assertThat(old.outputSize()).isEqualTo(SIZE);
        assertThat(old.steps())
                .containsExactly(
                        new RandomResizedCrop(SIZE, 0.08, 1, 0.75, 4.0 / 3, Interpolation.BILINEAR),
                        new RandomFlip(0.3, RandomFlip.Direction.VERTICAL));
    }

    @Test
    void withASizeTheScaleIsTheRangeOfAreas() {
        assertThat(read("[{'type':'RandomResizedCrop','size':[224,224],'scale':[0.5,0.9]}]").steps())
                .containsExactly(new RandomResizedCrop(SIZE, 0.5, 0.9, 0.75, 4.0 / 3, Interpolation.BILINEAR));
    }

    @Test
    void sizesAreHeightFirstAndScalesWidthFirst() {
        assertThat(read("[{'type':'Resize','size':[20,40]}]").outputSize()).isEqualTo(new ImageSize(20, 40));
        assertThat(read("[{'type':'Resize','scale':[20,40]}]").outputSize()).isEqualTo(new ImageSize(40, 20));
    }

    @Test
    void theUsualPipelineForTestsIsRead() {
        Pipeline pipeline = read("[{'type':'LoadImageFromFile'},{'type':'Resize','size':[256,-1]},"
                + "{'type':'CenterCrop','crop_size':224},{'type':'Normalize','mean':[1,2,3],'std':[4,5,6],'to_rgb':false},"
                + "{'type':'ImageToTensor','keys':['img']},{'type':'Collect','keys':['img']}]");
        assertThat(pipeline.steps())
                .containsExactly(
                        new ResizeEdge(256, ResizeEdge.Edge.SHORT, Interpolation.BILINEAR), new CenterCrop(SIZE));
        assertThat(pipeline.normalize()).isEqualTo(new Normalize(List.of(1.0, 2.0, 3.0), List.of(4.0, 5.0, 6.0), false));
    }

    @Test
    void anUnknownTransformIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> read("[{'type':'Resize','size':8},{'type':'Swirl'}]"))
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("/pipeline/1/type")
                .hasMessageContaining("'Swirl'")
                .hasMessageContaining("CenterCrop")
                .hasMessageContaining("RandomResizedCrop");
    }

    @Test
    void anUnknownParameterOfATransformIsRefused() {
        assertThatThrownBy(() -> read("[{'type':'CenterCrop','crop_size':8,'efficientnet_style':true}]"))
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("/pipeline/0/efficientnet_style")
                .hasMessageContaining("crop_size");
    }

    @Test
    void imagesOfDifferentSizesAreRefused() {
        assertThatThrownBy(() -> read("[{'type':'Resize','size':[256,-1]}]"))
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("different sizes");
    }

    @Test
    void nothingFollowsNormalisation() {
        assertThatThrownBy(() -> read("[{'type':'Normalize'},{'type':'Resize','size':8}]"))
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("after Normalize");
    }

    @Test
    void badValuesAreRefusedWithWhatIsAllowed() {
        assertThatThrownBy(() -> read("[{'type':'Resize','size':0}]")).hasMessageContaining("1 to 16384");
        assertThatThrownBy(() -> read("[{'type':'RandomFlip','prob':1.5}]")).hasMessageContaining("0.0 to 1.0");
        assertThatThrownBy(() -> read("[{'type':'RandomFlip','direction':'up'}]")).hasMessageContaining("horizontal, vertical");
        assertThatThrownBy(() -> read("[{'type':'RandomResizedCrop','size':8,'scale':[0.9,0.1]}]"))
                .hasMessageContaining("rising order");
        assertThatThrownBy(() -> read("[{'type':'Normalize','std':[0,1,1]}]")).hasMessageContaining("positive");
    }

    @Test
    void evaluationCropsTheMiddleWhereTrainingCropsAtRandom() {
        Pipeline evaluation = read("[{'type':'RandomResizedCrop','size':224},{'type':'ColorJitter','hue':0.1}]").forEvaluation();
        assertThat(evaluation.steps())
                .containsExactly(
                        new ResizeEdge(256, ResizeEdge.Edge.SHORT, Interpolation.BILINEAR), new CenterCrop(SIZE));
        assertThat(evaluation.outputSize()).isEqualTo(SIZE);
    }

    @Test
    void evaluationKeepsTheStepsWithoutChance() {
        Pipeline evaluation = read("[{'type':'Resize','size':32},{'type':'RandomCrop','crop_size':28,'padding':4},{'type':'RandomFlip'}]")
                .forEvaluation();
        assertThat(evaluation.steps())
                .containsExactly(
                        new Resize(new ImageSize(32, 32), false, Interpolation.BILINEAR),
                        new CenterCrop(new ImageSize(28, 28)));
    }

    private static Pipeline read(String json) {
        try {
            ObjectNode node = (ObjectNode) new JsonMapper().readTree(("{'pipeline':" + json + "}").replace('\'', '"'));
            Section section = Section.root(node);
            Pipeline pipeline = new PipelineReader(Normalize.IMAGENET).read(section, "pipeline").orElseThrow();
            section.refuseUnknown();
            return pipeline;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
