# SPDX-License-Identifier: Apache-2.0
#
# The root mean square error of a line (first file, as train.awk writes it) at the points "x,y" of a second file.

BEGIN { FS = "," }

FNR == NR { line[$1] = $2; next }

$1 + 0 == $1 && $2 + 0 == $2 {
    miss = line["slope"] * $1 + line["offset"] - $2
    squares += miss * miss
    points++
}

END {
    if (points == 0) {
        print "{\"status\": \"FAILURE\", \"message\": \"points.csv has no line of two numbers.\"}" >> status
        exit 2
    }
    rmse = sqrt(squares / points)
    printf "{\"status\": \"RUNNING\", \"kpi\": {\"rmse\": %.9g}, \"key_metric\": %.9g}\n", rmse, rmse >> status
    printf "rmse %.6g over %d points\n", rmse, points
}
