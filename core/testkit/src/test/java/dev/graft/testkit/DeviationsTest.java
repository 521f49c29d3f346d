// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DeviationsTest {

    @Test
    void theListNamesParameterAndAspect() throws IOException {
        assertThat(Deviations.read().of("re_identification")).contains("train.optim.base_lr: type");
    }

    @Test
    void aNetworkDeviatesInWhatIsListedForItAlone() throws IOException {
        assertThat(Deviations.read().of("image")).containsExactly("data.image_dir: hidden");
        assertThat(Deviations.read().of("monai_custom")).isEmpty();
    }
}
