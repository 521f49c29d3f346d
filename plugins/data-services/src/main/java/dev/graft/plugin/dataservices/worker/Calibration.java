// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A calibration file of KITTI, as the two matrices that a detector takes.
 *
 * @param lidarToCamera 4 x 4, row by row: from the lidar's coordinates to the camera's
 * @param lidarToImage 3 x 4, row by row: from the lidar's coordinates to the picture's
 */
record Calibration(List<Double> lidarToCamera, List<Double> lidarToImage) {

    /**
     * Reads a file.
     *
     * @throws GraftException INVALID_DATASET if it is not there or lacks a matrix
     */
    static Calibration read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw invalid(file, "is missing");
        }
        Map<String, double[]> matrices = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                matrices.put(line.substring(0, colon).strip(), numbers(file, line.substring(colon + 1)));
            }
        }
        double[] rectify = square(need(file, matrices, "R0_rect", 9), 3);
        double[] toCamera = square(need(file, matrices, "Tr_velo_to_cam", 12), 4);
        double[] lidarToCamera = product(rectify, toCamera, 4);
        double[] lidarToImage = product(need(file, matrices, "P2", 12), lidarToCamera, 3);
        return new Calibration(list(lidarToCamera), list(lidarToImage));
    }

    private static double[] numbers(Path file, String text) {
        String[] words = text.isBlank() ? new String[0] : text.strip().split("\\s+");
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            try {
                numbers[i] = Double.parseDouble(words[i]);
            } catch (NumberFormatException e) {
                throw invalid(file, "has '" + words[i] + "' where a number is expected");
            }
        }
        return numbers;
    }

    private static double[] need(Path file, Map<String, double[]> matrices, String name, int numbers) {
        double[] matrix = matrices.get(name);
        if (matrix == null || matrix.length != numbers) {
            throw invalid(file, "lacks the matrix " + name + " of " + numbers + " numbers");
        }
        return matrix;
    }

    private static GraftException invalid(Path file, String problem) {
        return new GraftException(
                StandardError.INVALID_DATASET,
                "calibration file " + file.getFileName() + " " + problem
                        + "; add it, or leave kitti_config.calibrations_dir out of the specs");
    }

    /** A matrix of three rows as one of 4 x 4 whose other elements are those of the identity. */
    private static double[] square(double[] matrix, int columns) {
        double[] square = new double[16];
        square[15] = 1;
        for (int row = 0; row < 3; row++) {
            System.arraycopy(matrix, row * columns, square, row * 4, columns);
        }
        return square;
    }

    private static double[] product(double[] left, double[] right, int rows) {
        double[] product = new double[rows * 4];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < 4; column++) {
                for (int i = 0; i < 4; i++) {
                    product[row * 4 + column] += left[row * 4 + i] * right[i * 4 + column];
                }
            }
        }
        return product;
    }

    private static List<Double> list(double[] numbers) {
        List<Double> list = new ArrayList<>();
        for (double number : numbers) {
            list.add(number);
        }
        return list;
    }
}
