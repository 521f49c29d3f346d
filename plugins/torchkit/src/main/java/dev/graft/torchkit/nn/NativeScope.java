// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;

/**
 * Bounds the life of native memory: what is made inside a scope is freed at its end, one training step or one batch at
 * a time. Without a scope native memory waits for the garbage collector, which does not see how large it is.
 *
 * <pre>{@code
 * float loss = NativeScope.call(() -> {
 *     Tensor logits = model.forward(ops, images);
 *     ...
 *     return loss.item_float();
 * });
 * }</pre>
 *
 * <p>A scope belongs to the thread that opened it.
 */
public final class NativeScope {

    private NativeScope() {}

    /** Runs the body, then frees what it made. */
    public static void run(Runnable body) {
        PointerScope scope = new PointerScope();
        try {
            body.run();
        } finally {
            scope.close();
        }
    }

    /**
     * Runs the body, then frees what it made.
     *
     * @param <R> a Java value; a pointer must leave the scope through {@link #keep}
     */
    public static <R> R call(Supplier<R> body) {
        PointerScope scope = new PointerScope();
        try {
            return body.get();
        } finally {
            scope.close();
        }
    }

    /** As {@link #call}, without recording for back-propagation. */
    public static <R> R withoutGrad(Supplier<R> body) {
        return call(() -> {
            AutoGradMode mode = new AutoGradMode(false);
            try {
                return body.get();
            } finally {
                mode.close();
            }
        });
    }

    /** As {@link #run}, without recording for back-propagation. */
    public static void withoutGrad(Runnable body) {
        withoutGrad(() -> {
            body.run();
            return null;
        });
    }

    /**
     * Takes a pointer out of all open scopes: it lives until it is closed or no longer reachable.
     *
     * @return the pointer itself
     */
    public static <P extends Pointer> P keep(P pointer) {
        pointer.retainReference();
        return pointer;
    }
}
