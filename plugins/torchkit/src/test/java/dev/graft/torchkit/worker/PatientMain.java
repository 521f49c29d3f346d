// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import dev.graft.spi.Action;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The main class of a worker that runs until it is stopped, or does not stop at all. It says when it is ready. */
public final class PatientMain {

    /** What it prints once its action runs. */
    static final String READY = "ready";

    private PatientMain() {}

    /** Runs a job. */
    public static void main(String[] arguments) {
        Worker.main(
                arguments,
                Map.of(
                        Action.TRAIN, () -> PatientMain::untilStopped,
                        Action.EVALUATE, () -> PatientMain::forever,
                        Action.EXPORT, () -> context -> "done"));
    }

    private static String untilStopped(WorkerContext context) {
        System.out.println(READY);
        while (!context.stop().isRequested()) {
            Thread.onSpinWait();
        }
        throw new StopRequestedException("Stopped on request in epoch 2; a checkpoint was written.");
    }

    private static String forever(WorkerContext context) {
        System.out.println(READY);
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // It stands for native code, which nothing can interrupt.
                Thread.interrupted();
            }
        }
    }
}
