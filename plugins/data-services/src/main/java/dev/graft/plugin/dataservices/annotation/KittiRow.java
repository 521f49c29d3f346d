// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One line of a KITTI label file, with its numbers exactly as they are written: class name, truncation, occlusion, alpha, the box's left,
 * top, right and bottom, height, width and length, x, y and z, rotation about y, and in the files of a detector a score.
 *
 * @param type the class name
 * @param numbers the 14 or 15 numbers behind it
 */
public record KittiRow(String type, List<BigDecimal> numbers) {

    private static final int LABELS = 14;
    private static final int LEFT = 3;

    public KittiRow {
        Objects.requireNonNull(type, "type");
        numbers = List.copyOf(numbers);
        if (numbers.size() != LABELS && numbers.size() != LABELS + 1) {
            throw new IllegalArgumentException("a KITTI row has 15 columns, or 16 with a score, not " + (numbers.size() + 1));
        }
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none, with what is wrong
     */
    public static KittiRow parse(String line) {
        String[] columns = line.strip().split("\\s+");
        List<BigDecimal> numbers = new ArrayList<>();
        for (int i = 1; i < columns.length; i++) {
            try {
                numbers.add(new BigDecimal(columns[i]));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("column " + (i + 1) + " is '" + columns[i] + "' where a number is expected", e);
            }
        }
        return new KittiRow(columns[0], numbers);
    }

    /** A row that knows nothing but class and box. */
    public static KittiRow of(String type, BigDecimal left, BigDecimal top, BigDecimal right, BigDecimal bottom) {
        BigDecimal zero = BigDecimal.ZERO;
        return new KittiRow(type, List.of(zero, zero, zero, left, top, right, bottom, zero, zero, zero, zero, zero, zero, zero));
    }

    /** The number in a column behind the class name, from 0. */
    public BigDecimal number(int index) {
        return numbers.get(index);
    }

    /** The box. */
    public Box box() {
        return new Box(
                numbers.get(LEFT).doubleValue(),
                numbers.get(LEFT + 1).doubleValue(),
                numbers.get(LEFT + 2).doubleValue(),
                numbers.get(LEFT + 3).doubleValue());
    }

    /** The same row with another box. */
    public KittiRow withBox(Box box) {
        List<BigDecimal> changed = new ArrayList<>(numbers);
        changed.set(LEFT, decimal(box.left()));
        changed.set(LEFT + 1, decimal(box.top()));
        changed.set(LEFT + 2, decimal(box.right()));
        changed.set(LEFT + 3, decimal(box.bottom()));
        return new KittiRow(type, changed);
    }

    /** A coordinate as it is written: hundredths of a pixel at most. */
    public static BigDecimal decimal(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    /** The line. */
    public String line() {
        return type + numbers.stream().map(number -> " " + number.toPlainString()).collect(Collectors.joining());
    }
}
