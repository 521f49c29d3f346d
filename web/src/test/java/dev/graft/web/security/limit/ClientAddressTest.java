// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientAddressTest {

    private static final String PROXY = "10.0.0.1";
    private static final String SECOND_PROXY = "10.0.0.2";
    private static final String CLIENT = "192.0.2.7";

    private final ClientAddress addresses = new ClientAddress(Set.of(PROXY, SECOND_PROXY));

    @Test
    void withoutAProxyTheConnectionCounts() {
        assertThat(addresses.of(CLIENT, List.of())).isEqualTo(CLIENT);
    }

    @Test
    void aClientCannotPassItselfOffAsAnother() {
        assertThat(addresses.of(CLIENT, List.of("203.0.113.9"))).isEqualTo(CLIENT);
    }

    @Test
    void behindProxiesTheirClientCounts() {
        assertThat(addresses.of(PROXY, List.of(CLIENT))).isEqualTo(CLIENT);
        assertThat(addresses.of(PROXY, List.of(CLIENT + ", " + SECOND_PROXY))).isEqualTo(CLIENT);
        assertThat(addresses.of(PROXY, List.of(CLIENT, SECOND_PROXY))).isEqualTo(CLIENT);
    }

    @Test
    void whatTheClientWroteLeftOfItsOwnAddressDoesNotCount() {
        assertThat(addresses.of(PROXY, List.of("203.0.113.9, " + CLIENT))).isEqualTo(CLIENT);
    }

    @Test
    void nonsenseFromAProxyCountsForTheProxy() {
        assertThat(addresses.of(PROXY, List.of("unknown"))).isEqualTo(PROXY);
        assertThat(addresses.of(PROXY, List.of(""))).isEqualTo(PROXY);
    }

    @Test
    void addressesOfOneIpv6NetworkCountAsOne() {
        assertThat(addresses.of("2001:db8:1:2::1", List.of())).isEqualTo(addresses.of("2001:db8:1:2:ffff:1:2:3", List.of()));
        assertThat(addresses.of("2001:db8:1:2::1", List.of())).isNotEqualTo(addresses.of("2001:db8:1:3::1", List.of()));
    }

    @Test
    void anIpv4AddressWrittenAsIpv6IsTheSameClient() {
        assertThat(addresses.of("::ffff:192.0.2.7", List.of())).isEqualTo(CLIENT);
    }
}
