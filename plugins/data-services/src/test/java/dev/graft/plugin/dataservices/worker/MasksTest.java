// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.plugin.dataservices.semanticsegmentation.SemanticSegmentation;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasksTest {

    @TempDir
    private Path folder;

    @Test
    void pixelsBearTheNumbersOfTheirClassesAndSmallObjectsAreInFront() throws IOException {
        Path dataset = dataset();

        Bench.Ended ended = bench(dataset).run(Action.CONVERT);

        assertThat(ended.exit()).isEqualTo(ExitCode.SUCCESS);
        BufferedImage mask = ImageIO.read(ended.file("masks/train/a.png").toFile());
        assertThat(mask.getWidth()).isEqualTo(30);
        assertThat(mask.getHeight()).isEqualTo(20);
        assertThat(mask.getRaster().getSample(0, 0, 0)).isZero();
        assertThat(mask.getRaster().getSample(5, 5, 0)).isEqualTo(200);
        assertThat(mask.getRaster().getSample(12, 12, 0)).isEqualTo(3);
        assertThat(mask.getRaster().getSample(16, 16, 0)).isZero();
        assertThat(ended.file("images.txt")).hasContent("images/train/a.jpg\nimages/val/b.jpg");
        assertThat(ended.file("masks.txt")).hasContent("masks/train/a.png\nmasks/val/b.png");
    }

    @Test
    void theNumberOfMasksCanBeLimited() throws IOException {
        Bench.Ended ended = bench(dataset()).run(Action.CONVERT, specs -> specs.put("num_files", 1));

        assertThat(ended.file("masks/train/a.png")).exists();
        assertThat(ended.file("masks/val")).doesNotExist();
    }

    @Test
    void aClassThatNoMaskCanHoldIsRefused() throws IOException {
        Path dataset = folder.resolve("large");
        Scenes.picture(dataset.resolve("images/a.png"), 10, 10, List.of());
        new Scenes.Coco().category(256, "x").image(1, "a.png", 10, 10).write(dataset);

        Bench.Ended ended = bench(dataset).run(Action.CONVERT);

        assertThat(ended.exit()).isEqualTo(ExitCode.USER);
        assertThat(ended.message()).contains("id 256").contains("renumber");
    }

    private Path dataset() throws IOException {
        Path dataset = folder.resolve("coco");
        Scenes.picture(dataset.resolve("images/train/a.jpg"), 30, 20, List.of());
        Scenes.picture(dataset.resolve("images/val/b.jpg"), 30, 20, List.of());
        new Scenes.Coco()
                .category(3, "small").category(200, "large")
                .image(1, "train/a.jpg", 30, 20).image(2, "val/b.jpg", 30, 20)
                .thing(1, 1, 3, 10, 10, 4, 4).thing(2, 1, 200, 2, 2, 13, 13)
                .write(dataset);
        return dataset;
    }

    private Bench bench(Path dataset) {
        return new Bench(new SemanticSegmentation(), SemanticSegmentationWorker.ACTIONS, "coco", dataset, folder.resolve("jobs"));
    }
}
