// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Copies of the distribution's plugins, to install. */
final class PluginCopy {

    private static final String PROPERTIES = "plugin.properties";

    private PluginCopy() {}

    /** The zip of a plugin, as it is. */
    static byte[] of(String id) {
        return as(id, id);
    }

    /** The zip of a plugin under another id. */
    static byte[] as(String id, String otherId) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip(id)));
                ZipOutputStream out = new ZipOutputStream(copy)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(entry.getName().equals(PROPERTIES) ? renamed(content, id, otherId) : content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy.toByteArray();
    }

    private static Path zip(String id) throws IOException {
        try (DirectoryStream<Path> zips =
                Files.newDirectoryStream(TestServer.home().resolve("plugins"), "graft-" + id.replace('_', '-') + "-*.zip")) {
            return zips.iterator().next();
        }
    }

    private static byte[] renamed(byte[] properties, String id, String otherId) {
        return new String(properties, StandardCharsets.ISO_8859_1)
                .replaceFirst("plugin\\.id\\s*=\\s*" + id, "plugin.id=" + otherId)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
