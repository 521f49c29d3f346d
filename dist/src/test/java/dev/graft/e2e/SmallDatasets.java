// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Datasets of lying and standing stripes, each as a network wants its own: as small as a training can be. */
final class SmallDatasets {

    private static final List<String> CLASSES = List.of("lying", "standing");
    private static final int PER_CLASS = 8;
    private static final int PAIRS = 16;
    private static final List<String> LIGHTS = List.of("LowAngleLight", "SolderLight", "UniformLight", "WhiteLight");

    private final Random random = new Random(3);
    private final TestArchive archive;

    private SmallDatasets(TestArchive archive) {
        this.archive = archive;
    }

    /** Writes the files of a dataset. */
    @FunctionalInterface
    interface Content {
        void write(SmallDatasets to) throws IOException;
    }

    /** Writes a dataset into an archive. */
    static void write(TestArchive archive, Content content) throws IOException {
        content.write(new SmallDatasets(archive));
    }

    /** One split of classification_tf2. */
    static Content classified(String split) {
        return to -> {
            to.archive.text("classmap.json", "{\"lying\": 0, \"standing\": 1}");
            to.folders(split);
        };
    }

    /** The whole of ml_recog; the unknown classes are the known ones by other names. */
    static Content recognised() {
        return to -> {
            String root = "metric_learning_recognition/retail-product-checkout-dataset_classification_demo/";
            for (String split : List.of("known_classes/train", "known_classes/reference", "known_classes/val", "known_classes/test",
                    "unknown_classes/reference", "unknown_classes/test")) {
                to.folders(root + split);
            }
        };
    }

    /** The whole of re_identification: two people before two cameras. */
    static Content people() {
        return to -> {
            for (String split : List.of("sample_train", "sample_test", "sample_query")) {
                for (int person = 0; person < CLASSES.size(); person++) {
                    for (int image = 0; image < PER_CLASS; image++) {
                        to.picture(split + String.format("/%04d_c%ds1_%06d_00.png", person + 1, 1 + image % 2, image), person == 0);
                    }
                }
            }
        };
    }

    /** Pairs under four lights, as of optical_inspection and of visual_changenet's task classify; every second one differs. */
    static Content pairs() {
        return to -> {
            List<String> rows = new ArrayList<>(List.of("input_path,golden_path,label,object_name"));
            for (int pair = 0; pair < PAIRS; pair++) {
                boolean passes = pair % 2 == 0;
                for (String light : LIGHTS) {
                    to.picture("images/golden/" + pair + "/part_" + light + ".jpg", true);
                    to.picture("images/test/" + pair + "/part_" + light + ".jpg", passes);
                }
                rows.add("test/" + pair + ",golden/" + pair + "," + (passes ? "PASS" : "MISSING") + ",part");
            }
            to.archive.text("dataset.csv", String.join("\n", rows) + "\n");
        };
    }

    /** Pictures before and after, as of visual_changenet's task segment; everything changes in every second one. */
    static Content changes() {
        return to -> {
            for (String split : List.of("train", "val", "test")) {
                List<String> names = new ArrayList<>();
                for (int pair = 0; pair < PAIRS; pair++) {
                    String name = split + "_" + pair + ".png";
                    boolean changed = pair % 2 == 1;
                    to.picture("A/" + name, true);
                    to.picture("B/" + name, !changed);
                    to.archive.bytes("label/" + name, StripesExperiment.mask(changed));
                    names.add(name);
                }
                to.archive.text("list/" + split + ".txt", String.join("\n", names) + "\n");
            }
        };
    }

    /** The whole of action_recognition. */
    static Content videos() {
        return to -> {
            for (String split : List.of("train", "test")) {
                for (String name : CLASSES) {
                    for (int video = 0; video < PER_CLASS; video++) {
                        for (int frame = 0; frame < 4; frame++) {
                            to.picture(split + "/" + name + "/video" + video + "/rgb/" + String.format("%03d.png", frame), name.equals("lying"));
                        }
                    }
                }
            }
        };
    }

    private void folders(String split) throws IOException {
        for (String name : CLASSES) {
            for (int number = 0; number < PER_CLASS; number++) {
                picture(split + "/" + name + "/" + number + ".png", name.equals("lying"));
            }
        }
    }

    private void picture(String name, boolean lying) throws IOException {
        archive.bytes(name, StripesExperiment.picture(random, lying));
    }
}
