// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.chart;

import dev.graft.automl.space.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The charts of a search as PNG files. */
public final class ChartFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ChartFiles.class);

    private ChartFiles() {}

    /**
     * Writes all of them. A machine without fonts cannot draw; that is logged, and costs the pictures only.
     *
     * @param folder made if there is none
     * @throws IOException if the disk refuses
     */
    public static void write(SearchCharts charts, Path folder) throws IOException {
        Files.createDirectories(folder);
        Drawings drawings = new Drawings(charts);
        draw(folder.resolve("optimisation_history.png"), drawings::optimisationHistory);
        draw(folder.resolve("parallel_coordinates.png"), drawings::parallelCoordinates);
        draw(folder.resolve("learning_curves.png"), drawings::learningCurves);
        if (!charts.importances().isEmpty()) {
            draw(folder.resolve("parameter_importance.png"), drawings::importances);
        }
        List<Dimension> axes = charts.parallelCoordinates().axes();
        for (int i = 0; i < axes.size(); i++) {
            SearchCharts.Slice slice = charts.slices().get(i);
            Dimension axis = axes.get(i);
            String name = slice.parameter().replaceAll("[^A-Za-z0-9._-]", "_");
            draw(folder.resolve("slice_" + name + ".png"), () -> drawings.slice(slice, axis));
        }
    }

    private static void draw(Path file, Supplier<BufferedImage> drawing) throws IOException {
        BufferedImage image;
        try {
            image = drawing.get();
        } catch (RuntimeException | LinkageError e) {
            // The JDK's way of saying that there is no font, or no library to draw one.
            LOG.warn("the picture {} cannot be drawn: {}", file.getFileName(), e.toString());
            return;
        }
        ImageIO.write(image, "png", file.toFile());
    }
}
