// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.onnx.proto.OnnxMl;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GraphCheckTest {

    private OnnxMl.ModelProto.Builder model;

    @BeforeEach
    void record() {
        Conv2d layer = Conv2d.biased(3, 2, 3, Conv2dOptions.of(1, 1), Initializer.seeded(1));
        model = new OnnxExporter("images", "maps")
                .record(layer, new ImageShape(3, 8, 8), Map.of())
                .toBuilder();
    }

    @Test
    void aRecordedGraphPasses() {
        assertThatCode(() -> GraphCheck.check(model.build())).doesNotThrowAnyException();
    }

    @Test
    void aNodeThatReadsWhatNothingDefinesIsRefused() {
        model.getGraphBuilder().getNodeBuilder(0).setInput(1, "nowhere");
        refused("nowhere, which nothing defines");
    }

    @Test
    void aNodeThatReadsALaterOneIsRefused() {
        OnnxMl.NodeProto first = model.getGraph().getNode(0);
        model.getGraphBuilder().setNode(0, model.getGraph().getNode(1)).setNode(1, first);
        refused("which nothing defines");
    }

    @Test
    void aValueDefinedTwiceIsRefused() {
        model.getGraphBuilder().addInitializer(model.getGraph().getInitializer(0));
        refused("two values are named weight");
    }

    @Test
    void anUntypedInitialiserIsRefused() {
        model.getGraphBuilder().getInitializerBuilder(0).clearDataType();
        refused("weight has the type number 0");
    }

    @Test
    void anInitialiserWithTooFewBytesIsRefused() {
        model.getGraphBuilder().getInitializerBuilder(0).addDims(2);
        refused("bytes for 108 elements");
    }

    @Test
    void anUntypedOutputIsRefused() {
        model.getGraphBuilder().getOutputBuilder(0).clearType();
        refused("maps has no type");
    }

    @Test
    void anotherOperatorSetIsRefused() {
        model.getOpsetImportBuilder(0).setVersion(9);
        refused("operator set 17");
    }

    private void refused(String why) {
        assertThatIllegalStateException()
                .isThrownBy(() -> GraphCheck.check(model.build()))
                .withMessageContaining(why);
    }
}
