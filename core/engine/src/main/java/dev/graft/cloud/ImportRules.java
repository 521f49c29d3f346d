// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * Where users may make the server read: any public host by http(s), other hosts only if the administrator lists them
 * ({@code graft.import.hosts}), folders only below the listed ones ({@code graft.import.roots}). Keeps users from reaching what only the
 * server can reach (OWASP: server-side request forgery).
 */
@ApplicationScoped
public class ImportRules {

    private final List<Path> roots;
    private final Set<String> hosts;

    /** For the container's proxy. */
    protected ImportRules() {
        this(List.of(), Set.of());
    }

    @Inject
    public ImportRules(Config config) {
        // Not injected one by one: Payara cannot inject an optional list.
        this(
                values(config, "graft.import.roots").map(Path::of).toList(),
                values(config, "graft.import.hosts").map(ImportRules::normal).collect(Collectors.toUnmodifiableSet()));
    }

    private static Stream<String> values(Config config, String key) {
        return config.getOptionalValues(key, String.class).stream().flatMap(List::stream);
    }

    /**
     * @param roots folders that may be read
     * @param hosts names or addresses that may be reached although they are not public, in lower case
     */
    public ImportRules(List<Path> roots, Set<String> hosts) {
        this.roots = List.copyOf(roots);
        this.hosts = Set.copyOf(hosts);
    }

    private static String normal(String host) {
        return host.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether the administrator has listed the host of an address. */
    boolean lists(URI address) {
        return address.getHost() != null && hosts.contains(normal(address.getHost()));
    }

    /**
     * Makes sure that an address may be read. Java remembers what a name resolved to for some seconds, so that the connection that
     * follows goes where this has looked.
     *
     * @throws CloudFault FORBIDDEN if not, UNREACHABLE if the name has no address
     */
    void check(URI address) throws CloudFault {
        if (!Set.of("http", "https").contains(normal(String.valueOf(address.getScheme()))) || address.getHost() == null) {
            throw new CloudFault(CloudFault.Cause.FORBIDDEN, "Only http and https addresses can be read.");
        }
        if (address.getUserInfo() != null) {
            throw new CloudFault(CloudFault.Cause.FORBIDDEN, "An address must not hold a user name or password; send a token instead.");
        }
        if (lists(address)) {
            return;
        }
        for (InetAddress target : resolve(address.getHost())) {
            if (!isPublic(target)) {
                throw new CloudFault(
                        CloudFault.Cause.FORBIDDEN,
                        "The host '" + address.getHost() + "' is not public. An administrator can allow it (graft.import.hosts).");
            }
        }
    }

    private static InetAddress[] resolve(String host) throws CloudFault {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new CloudFault(CloudFault.Cause.UNREACHABLE, "The host '" + host + "' is unknown.", e);
        }
    }

    /** Whether an address belongs to the public internet (RFC 6890). */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes, 0);
    }

    private static boolean isPublic4(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int second = bytes[at + 1] & 0xff;
        boolean shared = first == 100 && second >= 64 && second < 128;
        boolean special = first == 192 && second == 0 && (bytes[at + 2] == 0 || bytes[at + 2] == 2);
        boolean tests = (first == 198 && (second == 18 || second == 19 || second == 51 && bytes[at + 2] == 100))
                || (first == 203 && second == 0 && bytes[at + 2] == 113);
        boolean internal = first == 0
                || first == 10
                || first == 127
                || first >= 224
                || first == 169 && second == 254
                || first == 172 && second >= 16 && second < 32
                || first == 192 && second == 168;
        return !(shared || special || tests || internal);
    }

    /** Global unicast but for what carries an IPv4 address within (NAT64, 6to4, Teredo), whose target cannot be judged here. */
    private static boolean isPublic6(byte[] bytes) {
        boolean global = (bytes[0] & 0xe0) == 0x20;
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean ietf = bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] & 0xfe) == 0;
        boolean documentation = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0d && (bytes[3] & 0xff) == 0xb8;
        return global && !sixToFour && !ietf && !documentation;
    }

    /**
     * The real place of a file or folder that may be read: links are followed first, so that none leads out of a root.
     *
     * @throws CloudFault FORBIDDEN if it lies below no root or is not there; which of the two is not told
     */
    Path place(Path wanted) throws CloudFault {
        for (Path root : roots) {
            try {
                Path real = wanted.toRealPath();
                if (wanted.isAbsolute() && real.startsWith(root.toRealPath())) {
                    return real;
                }
            } catch (IOException e) {
                // Not there, or the root is gone; answered below.
                continue;
            }
        }
        throw new CloudFault(
                CloudFault.Cause.FORBIDDEN,
                "There is no '" + wanted + "' in the folders that the administrator has listed for import (graft.import.roots).");
    }
}
