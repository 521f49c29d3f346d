// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import java.nio.file.Path;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit passes what keeps the contract, and sees each way of breaking it. */
class NetworkPluginKitTest {

    private static final HandMadeNetwork SOUND = HandMadeNetwork.sound();

    @TempDir
    Path folder;

    @Test
    void aPluginThatKeepsTheContractPasses() {
        Kit kit = kit(SOUND);
        assertThatCode(() -> {
            kit.theDescriptorSaysWhoTheNetworkIs();
            kit.theActionsAreTheDeclaredOnes();
            kit.everyOtherActionIsRefused();
            kit.everySchemaIsValidJsonSchema();
            kit.theDefaultsAreValid();
            kit.aMisspeltParameterIsAFaultUnlessTheActionIsOpen();
            kit.everyVisibleParameterIsDescribed();
            kit.whatIsSearchedCanBeDrawn();
            kit.everyDeclaredActionIsPlanned();
            kit.planningLeavesTheRequestAsItIs();
            kit.theSpecFileReadsBackToTheSameValues();
        }).doesNotThrowAnyException();
    }

    @Test
    void anActionThatWasNotDeclaredIsSeen() {
        assertFails(new Kit(SOUND, Set.of(Action.TRAIN, Action.EVALUATE))::theActionsAreTheDeclaredOnes);
    }

    @Test
    void aRefusalOfAnotherKindIsSeen() {
        assertFails(kit(with(new IllegalStateException("no"), "Passes over the data.", "integer", 3, "epochs: 3", false))
                ::everyOtherActionIsRefused);
    }

    @Test
    void aParameterWithoutWordsIsSeen() {
        assertFails(kit(with(SOUND.refusal(), "epochs", "integer", 3, "epochs: 3", false))::everyVisibleParameterIsDescribed);
    }

    @Test
    void aSchemaThatIsNoneIsSeen() {
        assertFails(kit(with(SOUND.refusal(), "Passes over the data.", "int", 3, "epochs: 3", false))::everySchemaIsValidJsonSchema);
    }

    @Test
    void aDefaultOutsideItsRangeIsSeen() {
        assertFails(kit(with(SOUND.refusal(), "Passes over the data.", "integer", 30, "epochs: 30", false))::theDefaultsAreValid);
    }

    @Test
    void aValueThatIsLostOnTheWayToTheContainerIsSeen() {
        assertFails(kit(with(SOUND.refusal(), "Passes over the data.", "integer", 3, "epochs: \"3\"", false))
                ::theSpecFileReadsBackToTheSameValues);
    }

    @Test
    void aLauncherThatChangesTheRequestIsSeen() {
        assertFails(kit(with(SOUND.refusal(), "Passes over the data.", "integer", 3, "epochs: 3", true))
                ::planningLeavesTheRequestAsItIs);
    }

    private static HandMadeNetwork with(
            RuntimeException refusal, String description, String type, int value, String text, boolean touches) {
        return new HandMadeNetwork(refusal, description, type, value, text, touches);
    }

    private static void assertFails(ThrowingCallable check) {
        assertThatThrownBy(check).isInstanceOf(AssertionError.class);
    }

    private Kit kit(NetworkPlugin plugin) {
        Kit kit = new Kit(plugin, Set.of(Action.TRAIN));
        kit.folder = folder;
        return kit;
    }

    private static final class Kit extends NetworkPluginKit {

        private final NetworkPlugin plugin;
        private final Set<Action> actions;

        Kit(NetworkPlugin plugin, Set<Action> actions) {
            this.plugin = plugin;
            this.actions = actions;
        }

        @Override
        protected NetworkPlugin plugin() {
            return plugin;
        }

        @Override
        protected Set<Action> actions() {
            return actions;
        }
    }
}
