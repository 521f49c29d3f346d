// SPDX-License-Identifier: Apache-2.0
package dev.graft.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.spi.error.GraftException;
import dev.graft.storage.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AesVaultTest {

    private static final UUID OWNER = UUID.randomUUID();

    @TempDir
    private Path folder;

    @Test
    void whatWasSealedIsOpenedAgainAfterARestart() {
        Sealed sealed = vault().seal(OWNER, "geheim ☂");

        assertThat(vault().open(OWNER, sealed)).isEqualTo("geheim ☂");
        assertThat(sealed.ciphertext()).doesNotContain("geheim");
        assertThat(sealed.toString()).doesNotContain(sealed.ciphertext());
    }

    @Test
    void oneSecretIsNeverSealedAlikeTwice() {
        assertThat(vault().seal(OWNER, "x")).isNotEqualTo(vault().seal(OWNER, "x"));
    }

    @Test
    void aCiphertextOfAnotherOwnerIsRefused() {
        Sealed sealed = vault().seal(OWNER, "x");

        assertThatThrownBy(() -> vault().open(UUID.randomUUID(), sealed)).isInstanceOf(GraftException.class);
    }

    @Test
    void aChangedCiphertextIsRefused() {
        String text = vault().seal(OWNER, "secret").ciphertext();
        char last = text.charAt(text.length() - 3);
        String changed = text.substring(0, text.length() - 3) + (last == 'A' ? 'B' : 'A') + text.substring(text.length() - 2);

        assertThatThrownBy(() -> vault().open(OWNER, new Sealed(changed))).isInstanceOf(GraftException.class);
        assertThatThrownBy(() -> vault().open(OWNER, new Sealed("v1:AAAA"))).isInstanceOf(GraftException.class);
        assertThatThrownBy(() -> vault().open(OWNER, new Sealed(""))).isInstanceOf(GraftException.class);
    }

    @Test
    void anotherMasterKeyOpensNothing() {
        Sealed sealed = vault().seal(OWNER, "x");
        Vault other = new AesVault(new MasterKey(Optional.of(Base64.getEncoder().encodeToString(new byte[32])), data()));

        assertThatThrownBy(() -> other.open(OWNER, sealed)).hasMessageContaining("master key");
    }

    @Test
    void theMasterKeyIsReadableByTheServerAlone() throws IOException {
        vault();

        Path file = folder.resolve("keys/master.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent()))).isEqualTo("rwx------");
        assertThat(Base64.getDecoder().decode(Files.readString(file).strip())).hasSize(32);
    }

    @Test
    void aMasterKeyOfTheWrongLengthIsRefusedWithAWayOut() {
        assertThatThrownBy(() -> new MasterKey(Optional.of("c2hvcnQ="), data())).hasMessageContaining("openssl rand -base64 32");
        assertThatThrownBy(() -> new MasterKey(Optional.of("no base64!"), data())).hasMessageContaining("openssl rand -base64 32");
    }

    private Vault vault() {
        return new AesVault(new MasterKey(Optional.empty(), data()));
    }

    private DataFolder data() {
        return new DataFolder(folder);
    }
}
