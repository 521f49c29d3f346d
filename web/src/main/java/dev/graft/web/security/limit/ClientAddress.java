// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whom a request is counted for: the address of the connection or, behind a trusted proxy, the nearest one in
 * {@code X-Forwarded-For} that is no trusted proxy itself. What is further to the left a client may have written itself. An IPv6
 * address counts by its /64, which is what one client gets.
 */
public final class ClientAddress {

    // Only literals: a host name would be looked up.
    private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final int PREFIX_BYTES = 8;

    private final Set<String> trustedProxies;

    public ClientAddress(Set<String> trustedProxies) {
        this.trustedProxies = Set.copyOf(trustedProxies);
    }

    /**
     * @param connection address of the other end of the connection
     * @param forwardedFor values of {@code X-Forwarded-For}, in their order
     */
    public String of(String connection, List<String> forwardedFor) {
        List<String> hops = forwardedFor.stream().flatMap(value -> Stream.of(value.split(","))).map(String::strip).toList();
        String client = connection;
        for (int i = hops.size() - 1; i >= 0 && trustedProxies.contains(client) && isLiteral(hops.get(i)); i--) {
            client = hops.get(i);
        }
        return network(client);
    }

    private static boolean isLiteral(String address) {
        return LITERAL.matcher(address).matches();
    }

    private static String network(String address) {
        if (!address.contains(":") || !isLiteral(address)) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address ? prefix(parsed.getAddress()) : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private static String prefix(byte[] address) {
        var prefix = new StringBuilder();
        for (int i = 0; i < PREFIX_BYTES; i += 2) {
            prefix.append(Integer.toHexString((address[i] & 0xff) << 8 | address[i + 1] & 0xff)).append(':');
        }
        return prefix.append(":/64").toString();
    }
}
