// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportRulesTest {

    @TempDir
    Path folder;

    private final ImportRules strict = new ImportRules(List.of(), Set.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
                "100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1",
                "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::", "ff02::1"
            })
    void anAddressThatIsNotPublicIsRefused(String address) throws IOException {
        assertThat(ImportRules.isPublic(InetAddress.getByName(address))).isFalse();
        String host = address.contains(":") ? "[" + address + "]" : address;
        assertThatExceptionOfType(CloudFault.class)
                .isThrownBy(() -> strict.check(URI.create("http://" + host + "/latest/meta-data")))
                .satisfies(fault -> assertThat(fault.why()).isEqualTo(CloudFault.Cause.FORBIDDEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.215.14", "172.32.0.1", "100.128.0.1", "198.20.0.1", "192.0.66.1", "2606:2800:21f:cb07::1"})
    void aPublicAddressIsTaken(String address) throws IOException {
        assertThat(ImportRules.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://93.184.215.14/x", "file:///etc/passwd", "http:///x", "https://user:word@93.184.215.14/x", "gopher://x"})
    void onlyPlainHttpAddressesAreTaken(String address) {
        assertThatExceptionOfType(CloudFault.class).isThrownBy(() -> strict.check(URI.create(address)));
    }

    @Test
    void aListedHostIsTakenWhereverItIs() {
        ImportRules rules = new ImportRules(List.of(), Set.of("127.0.0.1"));
        assertThatCode(() -> rules.check(URI.create("http://127.0.0.1:9000/x"))).doesNotThrowAnyException();
        assertThatExceptionOfType(CloudFault.class).isThrownBy(() -> rules.check(URI.create("http://127.0.0.2/x")));
    }

    @Test
    void onlyFoldersBelowARootAreTakenAndLinksDoNotLeadOut() throws IOException {
        Path root = Files.createDirectories(folder.resolve("root/data"));
        Path secret = Files.createDirectories(folder.resolve("secret"));
        Files.createSymbolicLink(root.resolve("out"), secret);
        Files.createDirectories(folder.resolve("root2"));
        ImportRules rules = new ImportRules(List.of(folder.resolve("root")), Set.of());

        assertThat(rules.place(root)).isEqualTo(root.toRealPath());
        for (Path refused : List.of(secret, root.resolve("out"), root.resolve("../../secret"), folder.resolve("root2"), root.resolve("none"))) {
            assertThatExceptionOfType(CloudFault.class).as("%s", refused).isThrownBy(() -> rules.place(refused));
        }
        assertThatExceptionOfType(CloudFault.class).isThrownBy(() -> strict.place(root));
    }
}
