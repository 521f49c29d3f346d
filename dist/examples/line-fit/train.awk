# SPDX-License-Identifier: Apache-2.0
#
# Fits y = slope * x + offset to the lines "x,y" of a file, and writes a checkpoint at the end.
# Given as name=value: epochs, rate (of learning), status (the file that tells the server how the job stands).

BEGIN { FS = "," }

$1 + 0 == $1 && $2 + 0 == $2 {
    x[++points] = $1
    y[points] = $2
}

# What stops here is the user's to mend: the message says how, and exit code 2 says so.
function refuse(message) {
    printf "{\"status\": \"FAILURE\", \"message\": \"%s\"}\n", message >> status
    exit 2
}

END {
    if (points < 2) refuse("points.csv has " points + 0 " lines of two numbers; at least 2 are needed.")
    for (epoch = 1; epoch <= epochs; epoch++) {
        toSlope = toOffset = squares = 0
        for (i = 1; i <= points; i++) {
            miss = slope * x[i] + offset - y[i]
            toSlope += miss * x[i]
            toOffset += miss
            squares += miss * miss
        }
        slope -= rate * toSlope / points
        offset -= rate * toOffset / points
        rmse = sqrt(squares / points)
        if (rmse > 1e100) refuse("The training runs away after " epoch " epochs; lower train.learning_rate.")
        printf "{\"status\": \"RUNNING\", \"epoch\": %d, \"max_epoch\": %d, \"kpi\": {\"rmse\": %.9g}, \"key_metric\": %.9g}\n",
            epoch, epochs, rmse, rmse >> status
    }
    printf "slope,%.9g\noffset,%.9g\n", slope, offset > ("line_" epochs ".line")
    printf "y = %.6g x + %.6g after %d epochs over %d points, rmse %.6g\n", slope, offset, epochs, points, rmse
}
