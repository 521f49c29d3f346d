// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A Slurm of the tests' own on this machine, with two pretended GPUs: munged, slurmctld and slurmd, their files in a temporary folder.
 * Started once for all tests; tests without Slurm, or without the root that its daemons need, are skipped.
 */
final class SlurmCluster implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int KEY_BYTES = 1024;

    private final Path folder;
    private final List<Process> daemons = new ArrayList<>();

    private SlurmCluster(Path folder) {
        this.folder = folder;
    }

    /** The cluster of this run of the tests. */
    static SlurmCluster of(ExtensionContext context) {
        for (String program : List.of("munged", "slurmctld", "slurmd", "sbatch")) {
            Assumptions.assumeTrue(
                    Programs.find(program).isPresent(), program + " is not installed (Debian: apt-get install slurm-wlm munge)");
        }
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "Slurm's daemons need root");
        return context.getRoot()
                .getStore(Namespace.create(SlurmCluster.class))
                .getOrComputeIfAbsent(SlurmCluster.class, key -> start(), SlurmCluster.class);
    }

    /** What Slurm's programs need in their environment. */
    Map<String, String> environment() {
        return Map.of("SLURM_CONF", folder.resolve("slurm.conf").toString());
    }

    private static SlurmCluster start() {
        try {
            SlurmCluster cluster = new SlurmCluster(Files.createTempDirectory("graft-slurm"));
            // Munge wants to be sure that nobody else can write where its socket is.
            Files.setPosixFilePermissions(cluster.folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            cluster.configure();
            cluster.run("munged", "--foreground", "--force",
                    "--key-file=" + cluster.folder.resolve("munge.key"),
                    "--socket=" + cluster.folder.resolve("munge.socket"),
                    "--pid-file=" + cluster.folder.resolve("munge.pid"),
                    "--log-file=" + cluster.folder.resolve("munge.log"),
                    "--seed-file=" + cluster.folder.resolve("munge.seed"));
            Patience.await("munge's socket", LIMIT, () -> Files.exists(cluster.folder.resolve("munge.socket")));
            cluster.run("slurmctld", "-D", "-f", cluster.folder.resolve("slurm.conf").toString());
            cluster.run("slurmd", "-D", "-f", cluster.folder.resolve("slurm.conf").toString());
            Patience.await("an idle node", LIMIT, () -> cluster.sinfo().contains("idle"));
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException("Slurm cannot be started", e);
        }
    }

    private void configure() throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Files.write(folder.resolve("munge.key"), key);
        Files.setPosixFilePermissions(folder.resolve("munge.key"), PosixFilePermissions.fromString("rw-------"));
        Files.createDirectory(folder.resolve("state"));
        Files.createDirectory(folder.resolve("spool"));
        String host = InetAddress.getLocalHost().getHostName().split("\\.")[0];
        int cores = Runtime.getRuntime().availableProcessors();
        Files.writeString(folder.resolve("gres.conf"), "NodeName=" + host + " Name=gpu Type=a100 File=/dev/null,/dev/zero\n");
        Files.writeString(
                folder.resolve("slurm.conf"),
                """
                ClusterName=kit
                SlurmctldHost=%1$s(127.0.0.1)
                SlurmUser=root
                AuthType=auth/munge
                AuthInfo=socket=%2$s/munge.socket
                CredType=cred/munge
                SlurmctldPort=%3$d
                SlurmdPort=%4$d
                StateSaveLocation=%2$s/state
                SlurmdSpoolDir=%2$s/spool
                SlurmctldPidFile=%2$s/slurmctld.pid
                SlurmdPidFile=%2$s/slurmd.pid
                SlurmctldLogFile=%2$s/slurmctld.log
                SlurmdLogFile=%2$s/slurmd.log
                ProctrackType=proctrack/linuxproc
                TaskPlugin=task/none
                SwitchType=switch/none
                MpiDefault=none
                SelectType=select/cons_tres
                SelectTypeParameters=CR_CPU
                SchedulerParameters=batch_sched_delay=0,sched_interval=1
                KillWait=5
                ReturnToService=2
                GresTypes=gpu
                NodeName=%1$s NodeAddr=127.0.0.1 CPUs=%5$d Gres=gpu:a100:2 State=UNKNOWN
                PartitionName=kit Nodes=%1$s Default=YES MaxTime=INFINITE State=UP OverSubscribe=FORCE:4
                """
                        .formatted(host, folder, freePort(), freePort(), cores));
    }

    private void run(String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command));
        words.set(0, Programs.find(command[0]).orElseThrow().toString());
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command[0] + ".out").toFile());
        builder.environment().putAll(environment());
        daemons.add(builder.start());
    }

    private String sinfo() {
        try {
            ProcessBuilder builder = new ProcessBuilder("sinfo", "--noheader", "--format=%T");
            builder.environment().putAll(environment());
            return Programs.run(builder);
        } catch (IOException e) {
            // The controller is not up yet.
            return "";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        for (int index = daemons.size() - 1; index >= 0; index--) {
            Process daemon = daemons.get(index);
            daemon.destroy();
            Patience.await("the end of a daemon", LIMIT, () -> !daemon.isAlive());
        }
        Programs.run("rm", "-rf", folder.toString());
    }
}
