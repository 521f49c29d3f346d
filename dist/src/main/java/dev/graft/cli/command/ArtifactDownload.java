// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import dev.graft.cli.ExitCode;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.output.Progress;
import dev.graft.cli.output.Quantities;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Brings a job's artifacts here and compares them with the size and the digest that the job tells. */
public record ArtifactDownload(GraftApi api, JobRef job) {

    /**
     * Downloads to that file.
     *
     * @throws CommandFailure if the file differs from what the job has; it is deleted then
     */
    public void to(Path file) {
        JobView view = new JobView(api.job(job));
        try (Progress progress = Progress.ofBytes("download", view.artifactSize().orElse(-1))) {
            long size = api.download(job, file, progress::at);
            progress.say(Quantities.bytes(size));
        }
        view.artifactSha256().ifPresent(expected -> check(file, expected));
    }

    private static void check(Path file, String expected) {
        String found = sha256(file);
        if (!found.equals(expected)) {
            delete(file);
            throw new CommandFailure(
                    ExitCode.FAILED, "The download has the SHA-256 " + found + ", but the job tells " + expected + ". Try again.");
        }
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The broken download " + file + " cannot be deleted", e);
        }
    }
}
