// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 server on this machine that serves a folder, and wants its keys. */
public final class S3Store implements AutoCloseable {

    /** The bucket that there is. */
    public static final String BUCKET = "bucket";

    private static final String KEY = "the-access-key";
    private static final String SECRET = "the-secret-key";

    private final S3Proxy server;
    private final Path bucket;

    /** @param folder empty folder for the buckets */
    public S3Store(Path folder) {
        try {
            bucket = Files.createDirectories(folder.resolve(BUCKET));
            server = S3Proxy.builder()
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
                    .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                    .build();
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("s3proxy does not start", e);
        }
    }

    /** Puts a text into the bucket. */
    public S3Store put(String key, String content) {
        try {
            Path file = bucket.resolve(key);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes an object. */
    public void remove(String key) {
        try {
            Files.delete(bucket.resolve(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where an object lies on disk. */
    public Path file(String key) {
        return bucket.resolve(key);
    }

    /** The {@code cloud_specific_details} of this server. */
    public ObjectNode specifics(String path) {
        return new JsonMapper()
                .createObjectNode()
                .put("endpoint_url", "http://127.0.0.1:" + server.getPort())
                .put("cloud_bucket_name", BUCKET)
                .put("access_key", KEY)
                .put("secret_key", SECRET)
                .put("cloud_file_path", path);
    }

    /** The {@code cloud_details} of a folder or file here. */
    public CloudDetails details(CloudFileType type, String path) {
        return new CloudDetails(Optional.of(CloudType.SELF_HOSTED), Optional.of(type), Optional.of(specifics(path)));
    }

    /** Opens storage on a server whose administrator has listed this machine. */
    public static CloudSources sources(Path... importRoots) {
        return new CloudSources(new ImportRules(List.of(importRoots), Set.of("127.0.0.1", "localhost")));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("s3proxy does not stop", e);
        }
    }
}
