// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.util.stream.IntStream;

/** Which samples an epoch takes, and in what order. */
public interface SampleOrder {

    /** Number of samples in an epoch, at least 1; a sample may come up more than once. */
    int length();

    /** The indices of an epoch's samples, the same each time. */
    int[] of(int epoch);

    /** Each of {@code samples} once: shuffled anew each epoch for training, otherwise as they are. */
    static SampleOrder of(int samples, LoaderOptions options) {
        return new SampleOrder() {
            @Override
            public int length() {
                return samples;
            }

            @Override
            public int[] of(int epoch) {
                return options.training()
                        ? Seeds.permutation(samples, options.seed(), epoch)
                        : IntStream.range(0, samples).toArray();
            }
        };
    }
}
