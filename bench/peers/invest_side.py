"""Runs one model of natcap.invest; called by ``run.py`` with the Python of its own environment."""

import importlib
import json
import logging
import sys
import time
from pathlib import Path


def main(order: str) -> None:
    """Run what a file orders and print what it took: seconds of the model, peak memory of the process [MB], outputs."""
    with Path(order).open(encoding="utf-8") as lines:
        wanted = json.load(lines)
    logging.disable(logging.CRITICAL)
    run = importlib.import_module(f"natcap.invest.{wanted['model']}.{wanted['model']}").execute
    begun = time.perf_counter()
    outputs = run({**wanted["args"], "n_workers": -1})
    seconds = time.perf_counter() - begun
    told = Path("/proc/self/status").read_text("utf-8").splitlines()
    peak = next(int(line.split()[1]) for line in told if line.startswith("VmHWM")) / 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "outputs": _flat(outputs)}))


def _flat(outputs: object) -> dict[str, object]:
    return {str(key): value for key, value in outputs.items()} if isinstance(outputs, dict) else {}


if __name__ == "__main__":
    main(sys.argv[1])
