#!/bin/bash
#SBATCH --job-name=nanjing-opening
#SBATCH --cpus-per-task=4
#SBATCH --mem-per-cpu=1G
#SBATCH --time=01:00:00
#SBATCH --output=slurm-%x-%A-%a.txt

# One run on many machines. From the project's folder, on a disk that all machines share:
#
#   array=$(sbatch --parsable --array=1-16 docs/slurm-array.sh scenarios/full-pilot.yaml --members 1024)
#   sbatch --dependency=afterok:$array docs/slurm-array.sh scenarios/full-pilot.yaml --members 1024
#
# The first line runs the members in sixteen parts; the second, with the same file and options, joins the parts when all
# are done. A part that was ended early goes on from what it has when it is submitted again, e.g. with --array=3,7.
# When only some parts are submitted again, say into how many the run is split: PARTS=16 sbatch --array=3,7 ...
#
# 在多台机器上完成一次运行。在各机器共用磁盘上的本项目文件夹中执行上面两行：第一行把样本分成十六部分分别运行，
# 第二行（文件和选项相同）在各部分完成后合并。中途结束的部分再次提交即从已完成处继续，如 --array=3,7；
# 只重新提交其中几部分时，用 PARTS=16 sbatch --array=3,7 … 写明总共分成几部分。

set -euo pipefail
cd "${SLURM_SUBMIT_DIR:-.}"
run=(.uv/bin/uv run --no-sync run.py)  # libraries as installed before: run one command on the login node first

if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
    exec "${run[@]}" simulate "$@" --part "$SLURM_ARRAY_TASK_ID/${PARTS:-$SLURM_ARRAY_TASK_COUNT}" \
        --workers "${SLURM_CPUS_PER_TASK:-1}"
fi
exec "${run[@]}" gather "$@" --workers "${SLURM_CPUS_PER_TASK:-1}"
