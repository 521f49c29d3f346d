// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.error.GraftException;
import dev.graft.torchkit.data.Image;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.spec.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairSpecTest {

    private static final String DEFAULTS =
            "\"input_map\": {\"LowAngleLight\": 0, \"SolderLight\": 1, \"UniformLight\": 2, \"WhiteLight\": 3";

    @Test
    void fourLightsStandBelowEachOther() throws IOException {
        LightLayout layout = layout("{" + DEFAULTS + "}}");
        assertThat(layout.lights()).containsExactly("LowAngleLight", "SolderLight", "UniformLight", "WhiteLight");
        assertThat(layout.joinedSize()).isEqualTo(new ImageSize(512, 128));
    }

    @Test
    void aGridHasColumnsAndRows() throws IOException {
        LightLayout layout = layout("{\"concat_type\": \"grid\", \"output_shape\": [20, 10], " + DEFAULTS + "}}");
        assertThat(layout.joinedSize()).isEqualTo(new ImageSize(40, 20));
    }

    @Test
    void ownLightsReplaceTheDefaultsThatWereMergedIn() throws IOException {
        assertThat(layout("{\"num_input\": 2, " + DEFAULTS + ", \"Side\": 1, \"Top\": 0}}").lights()).containsExactly("Top", "Side");
    }

    @Test
    void oneInputStandsForPicturesWithoutALightInTheirNames() throws IOException {
        LightLayout layout = layout("{\"num_input\": 1, \"image_ext\": \".png\", " + DEFAULTS + "}}");
        assertThat(layout.files(Path.of("board/part"))).containsExactly(Path.of("board/part.png"));
    }

    @Test
    void aNumberOfLightsThatDoesNotFitIsAFault() {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> layout("{\"num_input\": 3, " + DEFAULTS + "}}"))
                .withMessageContaining("num_input is 3, but input_map names 4 lights");
    }

    @Test
    void picturesAreJoinedRowByRow() {
        LightLayout layout = new LightLayout(List.of("a", "b", "c", "d"), 2, new ImageSize(1, 1), ".png");
        List<Image> pictures = new ArrayList<>();
        for (byte i = 0; i < 4; i++) {
            pictures.add(new Image(1, 1, new byte[] {i, i, i}));
        }
        assertThat(layout.joined(pictures).rgb()).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3);
    }

    @Test
    void aTableThatLeavesItsFolderIsRefused(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(
                folder.resolve("dataset.csv"), "input_path,golden_path,label,object_name\n../../secret,golden,PASS,part\n");
        LightLayout layout = new LightLayout(List.of(), 1, new ImageSize(1, 1), ".png");
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> PairTable.read(csv, folder.resolve("images"), layout, true))
                .withMessageContaining("dataset.csv line 2 names ../../secret, which leaves the folder");
    }

    @Test
    void quotedCellsMayHaveCommas(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(
                folder.resolve("dataset.csv"), "label,object_name,input_path,golden_path\n\"BENT, OFF\",part,test,golden\n");
        LightLayout layout = new LightLayout(List.of("Top"), 1, new ImageSize(1, 1), ".png");
        ImagePair pair = PairTable.read(csv, folder, layout, true).pairs().get(0);
        assertThat(pair.label()).isEqualTo("BENT, OFF");
        assertThat(pair.isDefective()).isTrue();
        assertThat(pair.test()).containsExactly(folder.resolve("test/part_Top.png"));
    }

    private static LightLayout layout(String json) throws IOException {
        return PairSpec.read(Section.root((ObjectNode) new JsonMapper().readTree(json))).layout();
    }
}
