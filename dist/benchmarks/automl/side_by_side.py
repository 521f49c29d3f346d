#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The same functions with the original's method (scikit-learn's Gaussian process) and with Optuna's default sampler.

Usage: side_by_side.py <branin|hartmann6|rosenbrock4|ackley5> <sklearn|optuna> <trials> <seeds>

Needs python3-sklearn and python3-optuna (Debian 12: 1.2.1 and 3.1.0).
"""
import sys
import time
import warnings

import numpy as np

ALPHA = np.array([1, 1.2, 3, 3.2])
A = np.array([[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]])
P = 1e-4 * np.array([[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
                     [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]])


def branin(x):
    bowl = x[1] - 5.1 / (4 * np.pi ** 2) * x[0] ** 2 + 5 / np.pi * x[0] - 6
    return bowl ** 2 + 10 * (1 - 1 / (8 * np.pi)) * np.cos(x[0]) + 10


def hartmann6(x):
    return -np.sum(ALPHA * np.exp(-np.sum(A * (x - P) ** 2, axis=1)))


def rosenbrock(x):
    return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def ackley(x):
    return -20 * np.exp(-0.2 * np.sqrt(np.mean(x ** 2))) - np.exp(np.mean(np.cos(2 * np.pi * x))) + 20 + np.e


FUNCTIONS = {
    "branin": (branin, np.array([[-5, 10], [0, 15]], float), 0.39788735772973816),
    "hartmann6": (hartmann6, np.array([[0, 1]] * 6, float), -3.322368011415512),
    "rosenbrock4": (rosenbrock, np.array([[-5, 10]] * 4, float), 0.0),
    "ackley5": (ackley, np.array([[-32.768, 32.768]] * 5, float), 0.0),
}


def with_sklearn(function, bounds, trials, seed):
    """TAO 5.3's bayesian search: constant x Matern 5/2, alpha 1e-10, 10 restarts, expected improvement with xi 0.01, L-BFGS-B from 5
    random starts, first point random; it maximises, so it is given the negated function."""
    from scipy.optimize import minimize
    from scipy.stats import norm
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import ConstantKernel, Matern
    random = np.random.RandomState(seed)
    d = len(bounds)
    model = GaussianProcessRegressor(
        kernel=ConstantKernel(1.0) * Matern(length_scale=np.full(d, 0.2), length_scale_bounds=[(0.01, 5.0)] * d, nu=2.5),
        alpha=1e-10, optimizer="fmin_l_bfgs_b", n_restarts_optimizer=10, random_state=95051)
    xs, ys = [], []
    for trial in range(trials):
        if trial == 0:
            x = random.uniform(size=d)
        else:
            model.fit(np.array(xs), np.array(ys))
            best = model.predict(np.array(xs)).max()

            def loss(point):
                mean, deviation = model.predict(point.reshape(1, -1), return_std=True)
                if deviation[0] == 0:
                    return 0.0
                gain = mean[0] - best - 0.01
                z = gain / deviation[0]
                return -(gain * norm.cdf(z) + deviation[0] * norm.pdf(z))

            found = [minimize(loss, random.uniform(size=d), bounds=[(0, 1)] * d, method="L-BFGS-B") for _ in range(5)]
            x = min(found, key=lambda one: one.fun).x
        xs.append(x)
        ys.append(-function(bounds[:, 0] + x * (bounds[:, 1] - bounds[:, 0])))
    return -max(ys)


def with_optuna(function, bounds, trials, seed):
    import optuna
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed))
    study.optimize(
        lambda trial: float(function(np.array([trial.suggest_float(f"x{i}", low, high) for i, (low, high) in enumerate(bounds)]))),
        n_trials=trials)
    return study.best_value


def main():
    name, method, trials, seeds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    function, bounds, least = FUNCTIONS[name]
    search = {"sklearn": with_sklearn, "optuna": with_optuna}[method]
    warnings.simplefilter("ignore")
    start = time.time()
    regrets = []
    for seed in range(seeds):
        regrets.append(search(function, bounds, trials, seed) - least)
        print(f"seed {seed}: {regrets[-1]:.4g}", file=sys.stderr, flush=True)
    print(f"{name:12s} {method:9s} {trials:3d} trials, {seeds:2d} seeds: median simple regret {np.median(regrets):.4g}"
          f" (best {min(regrets):.4g}, worst {max(regrets):.4g}), {time.time() - start:.1f} s")


if __name__ == "__main__":
    main()
