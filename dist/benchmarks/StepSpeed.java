// SPDX-License-Identifier: Apache-2.0

import dev.graft.torchkit.backbone.BackboneCatalog;
import dev.graft.torchkit.backbone.BackboneOptions;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchOps;
import dev.graft.torchkit.nn.TorchRuntime;
import dev.graft.torchkit.train.ParameterGroup;
import dev.graft.torchkit.train.Sgd;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Images a second of training steps of torchkit's networks, as steps.py takes them. */
class StepSpeed {

    private static final int CLASSES = 10;
    private static final int WARM_UP = 3;
    private static final double RATE = 0.01;

    public static void main(String[] arguments) {
        int side = Integer.parseInt(arguments[1]);
        int batch = Integer.parseInt(arguments[2]);
        int steps = Integer.parseInt(arguments[3]);
        TorchRuntime.threads(Integer.parseInt(arguments[4]));
        Initializer init = Initializer.seeded(1);
        // Torchvision's EfficientNet drops residual branches with a fifth and features before the head with as much.
        boolean drops = arguments[0].startsWith("efficientnet");
        BackboneOptions options = new BackboneOptions(drops ? 0.2 : 0);
        Classifier network =
                new Classifier(BackboneCatalog.standard().create(arguments[0], options, init), CLASSES, 1, drops ? 0.2 : 0, init);
        network.train();
        Sgd optimizer = new Sgd(List.of(new ParameterGroup(network.trainableParameters(), 1, 0)), 0.9, false);
        Tensor images = torch.randn(batch, 3, side, side);
        Tensor labels = torch.randint(CLASSES, new long[] {batch});
        long began = 0;
        for (int step = 0; step < WARM_UP + steps; step++) {
            if (step == WARM_UP) {
                began = System.nanoTime();
            }
            optimizer.zeroGradients();
            NativeScope.run(() -> {
                Tensor loss = torch.cross_entropy_loss(network.forward(new TorchOps(), images), labels);
                loss.backward();
                optimizer.step(RATE);
                loss.item_float();
            });
        }
        System.out.printf(Locale.ROOT, "%.1f%n", steps * batch / ((System.nanoTime() - began) / 1e9));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
