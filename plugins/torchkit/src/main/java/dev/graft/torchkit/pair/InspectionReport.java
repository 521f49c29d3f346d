// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well defective pairs are told from passing ones.
 *
 * @param passed passing pairs taken for passing
 * @param falseAlarms passing pairs taken for defective
 * @param found defective pairs taken for defective
 * @param missed defective pairs taken for passing
 * @param loss mean loss of a pair
 * @param roc shares of passing and of defective pairs at or above each score, from (0, 0) to (1, 1); empty if there is only one kind
 */
public record InspectionReport(long passed, long falseAlarms, long found, long missed, double loss, List<RocPoint> roc) {

    /**
     * A point of the receiver operating characteristic.
     *
     * @param falseAlarmRate share of the passing pairs, 0 to 1
     * @param defectAccuracy share of the defective pairs, 0 to 1
     */
    public record RocPoint(double falseAlarmRate, double defectAccuracy) {}

    public InspectionReport {
        roc = List.copyOf(roc);
    }

    /** The figures of scores, where a pair counts as defective from {@code threshold} on. */
    public static InspectionReport of(List<PairScore> scores, double threshold) {
        long found = scores.stream().filter(score -> score.defective() && score.score() >= threshold).count();
        long alarms = scores.stream().filter(score -> !score.defective() && score.score() >= threshold).count();
        long defective = scores.stream().filter(PairScore::defective).count();
        return new InspectionReport(
                scores.size() - defective - alarms,
                alarms,
                found,
                defective - found,
                scores.stream().mapToDouble(PairScore::loss).average().orElse(Double.NaN),
                roc(scores, defective));
    }

    private static List<RocPoint> roc(List<PairScore> scores, long defective) {
        long passing = scores.size() - defective;
        if (defective == 0 || passing == 0) {
            return List.of();
        }
        List<PairScore> falling = scores.stream().sorted(Comparator.comparingDouble(PairScore::score).reversed()).toList();
        List<RocPoint> points = new ArrayList<>(List.of(new RocPoint(0, 0)));
        long alarms = 0;
        long found = 0;
        for (int i = 0; i < falling.size(); i++) {
            found += falling.get(i).defective() ? 1 : 0;
            alarms += falling.get(i).defective() ? 0 : 1;
            // Equal scores are one point.
            if (i + 1 == falling.size() || falling.get(i + 1).score() != falling.get(i).score()) {
                points.add(new RocPoint((double) alarms / passing, (double) found / defective));
            }
        }
        return points;
    }

    /** Number of pairs. */
    public long samples() {
        return passed + falseAlarms + found + missed;
    }

    /** Share of the pairs that were taken for what they are. */
    public double accuracy() {
        return ratio(passed + found, samples());
    }

    /** Share of the defective pairs that were found; NaN without any. */
    public double defectAccuracy() {
        return ratio(found, found + missed);
    }

    /** Share of the passing pairs that were taken for defective; NaN without any. */
    public double falseAlarmRate() {
        return ratio(falseAlarms, passed + falseAlarms);
    }

    /** Share of the defective pairs that were taken for passing; NaN without any. */
    public double missRate() {
        return ratio(missed, found + missed);
    }

    /** The area under the ROC curve: the chance that a defective pair has the higher score; NaN if there is only one kind. */
    public double area() {
        double area = roc.isEmpty() ? Double.NaN : 0;
        for (int i = 1; i < roc.size(); i++) {
            RocPoint from = roc.get(i - 1);
            RocPoint to = roc.get(i);
            area += (to.falseAlarmRate() - from.falseAlarmRate()) * (to.defectAccuracy() + from.defectAccuracy()) / 2;
        }
        return area;
    }

    /**
     * The figures under TAO's names, those without a meaning left out.
     *
     * @param prefix {@code val} or {@code test}
     */
    public Map<String, Double> kpi(String prefix) {
        Map<String, Double> kpi = new LinkedHashMap<>();
        kpi.put(prefix + "_acc", accuracy());
        kpi.put(prefix + "_loss", loss);
        kpi.put(prefix + "_fpr", falseAlarmRate());
        kpi.put(prefix + "_fnr", missRate());
        kpi.put("defect_acc", defectAccuracy());
        kpi.put("roc_auc", area());
        kpi.values().removeIf(value -> value.isNaN());
        return kpi;
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }
}
