// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActionTest {

    @ParameterizedTest
    @EnumSource
    void everyActionIsFoundByItsWireName(Action action) {
        assertThat(Action.find(action.wireName())).contains(action);
    }

    @Test
    void wireNamesAreThoseOfTheApi() {
        assertThat(Action.GEN_TRT_ENGINE).hasToString("gen_trt_engine");
        assertThat(Action.AUTO3DSEG).hasToString("auto3dseg");
    }

    @Test
    void anUnknownNameIsRefusedByName() {
        assertThat(Action.find("Train")).isEmpty();
        assertThatThrownBy(() -> Action.of("distill"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'distill'");
    }

    @Test
    void onlyTrainAndRetrainMakeCheckpoints() {
        assertThat(Action.values()).filteredOn(Action::trains).containsExactly(Action.TRAIN, Action.RETRAIN);
    }
}
