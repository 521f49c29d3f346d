// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that can be done to an experiment or a dataset. The names are those of the API's {@code Action} and {@code SpecAction}
 * schemas (Transfer Learning API 5.3.0), in lower case on the wire.
 */
public enum Action {
    DATASET_CONVERT,
    CONVERT,
    CONVERT_EFFICIENTDET_TF2,
    KMEANS,
    TRAIN,
    EVALUATE,
    PRUNE,
    RETRAIN,
    EXPORT,
    GEN_TRT_ENGINE,
    TRTEXEC,
    INFERENCE,
    BATCHINFER,
    AUGMENT,
    ANNOTATION_FORMAT_CONVERT,
    ANALYZE,
    VALIDATE,
    GENERATE,
    CALIBRATION_TENSORFILE,
    ANNOTATION,
    NEXTIMAGE,
    CACHEIMAGE,
    NOTIFY,
    AUTO3DSEG;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in the API, in spec files and in job folders, for example {@code gen_trt_engine}. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** The action of that wire name, or empty if there is none; case matters. */
    public static Optional<Action> find(String wireName) {
        return Stream.of(values()).filter(action -> action.wireName.equals(wireName)).findFirst();
    }

    /**
     * The action of that wire name.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static Action of(String wireName) {
        return find(wireName).orElseThrow(() -> new IllegalArgumentException("no action is called '" + wireName + "'"));
    }

    /** Whether the action makes checkpoints epoch by epoch, so that it can be paused and resumed. */
    public boolean trains() {
        return this == TRAIN || this == RETRAIN;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
